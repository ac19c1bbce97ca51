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
        // Each job has a number of its own, also after another was taken back.
        put(
            "lp",
            format!(
                "n=$(cat {at}.last 2>/dev/null || echo 0); n=$((n + 1)); echo $n >{at}.last; cat >{at}/Reception-$n; echo \"request id is Reception-$n (1 file(s))\""
            ),
        );
        put("lpstat", "case \"$*\" in\n-e) echo Reception;;\n-H) echo /nowhere;;\n-d) echo 'system default destination: Reception';;\nesac".into());
        // A job that was taken back is 7, one that waits is 3; the question comes on standard input.
        put(
            "ipptool",
            format!(
                "n=$(echo \"$*\" | sed 's/.*job=\\([0-9]*\\).*/\\1/')\nif grep -q Cancel-Job; then rm -f {at}/Reception-$n; fi\n\
                 if test -f {at}/Reception-$n; then state=3; else state=7; fi\n\
                 echo \"<plist version='1.0'><dict><key>Tests</key><array><dict><key>StatusCode</key><string>successful-ok</string>\
                 <key>ResponseAttributes</key><array><dict><key>job-state</key><integer>$state</integer><key>job-printer-uri</key>\
                 <string>ipp://localhost/printers/Reception</string></dict></array></dict></array></dict></plist>\""
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
