//! A print system of three lines for children of tests: it keeps what it is sent in a folder.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The programs, which come before everything on a child's PATH.
pub struct PrintSystem {
    programs: PathBuf,
    spool: PathBuf,
}

impl PrintSystem {
    pub fn at(folder: &Path) -> Self {
        let (programs, spool) = (folder.join("print-programs"), folder.join("spool"));
        std::fs::create_dir_all(&programs).unwrap();
        std::fs::create_dir_all(&spool).unwrap();
        let at = spool.display();
        let put = |name: &str, text: String| {
            let path = programs.join(name);
            std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
            std::fs::set_permissions(&path, PermissionsExt::from_mode(0o755)).unwrap();
        };
        put(
            "lp",
            format!("n=$(ls {at} | wc -l); cat >{at}/Reception-$n; echo \"request id is Reception-$n (1 file(s))\""),
        );
        put("cancel", format!("test -f {at}/$1 && rm {at}/$1"));
        put("lpoptions", "echo printer-type=4".to_string());
        put(
            "lpstat",
            format!(
                "case \"$*\" in\n-e) echo Reception;;\n-d) echo 'system default destination: Reception';;\n*not-completed*) ls {at} | sed 's/$/ root 1024 today/';;\nesac"
            ),
        );
        Self { programs, spool }
    }

    /// How many jobs it holds.
    pub fn jobs(&self) -> usize {
        std::fs::read_dir(&self.spool).unwrap().count()
    }

    /// From now on a print takes a minute.
    pub fn hangs(&self) {
        std::fs::write(self.programs.join("lp"), "#!/bin/sh\nexec sleep 60\n").unwrap();
    }

    /// PATH with these programs first.
    pub fn path(&self) -> std::ffi::OsString {
        let rest = std::env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(self.programs.clone()).chain(std::env::split_paths(&rest));
        std::env::join_paths(all).unwrap()
    }
}
