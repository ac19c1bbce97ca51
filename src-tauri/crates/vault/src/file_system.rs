//! Whether a folder is on this computer's own disk. SQLite's write-ahead log needs memory shared between processes
//! and locks that hold, which file systems of another machine do not give (sqlite.org/wal.html).

use std::path::{Path, PathBuf};

/// Where a file system keeps its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileSystemKind {
    /// On this computer, as far as can be told.
    Local,
    /// On another machine; the name of the file system, as "nfs".
    Network(String),
}

/// One line of `/proc/self/mountinfo` (proc_pid_mountinfo(5)), as far as needed here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// Where it is mounted.
    pub point: PathBuf,
    /// Its type, as "ext4" or "fuse.sshfs".
    pub file_system: String,
    /// What is mounted, as "/dev/sda1" or "//server/share".
    pub source: String,
}

/// Magic numbers that statfs(2) gives for file systems of another machine, of a cluster, or of a virtual machine's host.
const NETWORK_MAGIC: &[(u32, &str)] = &[
    (0x0000_6969, "nfs"),
    (0x0000_517b, "smb"),
    (0xff53_4d42, "cifs"),
    (0xfe53_4d42, "smb2"),
    (0x0102_1997, "9p"),
    (0x5346_414f, "afs"),
    (0x6b41_4653, "afs"),
    (0x00c3_6400, "ceph"),
    (0x0000_564c, "ncp"),
    (0x7375_7245, "coda"),
    (0x0116_1970, "gfs2"),
    (0x7461_636f, "ocfs2"),
    (0x0bd0_0bd0, "lustre"),
    (0x1983_0326, "beegfs"),
    (0x4750_4653, "gpfs"),
    (0x2003_0528, "orangefs"),
    (0xaad7_aaea, "panfs"),
    (0x786f_4256, "vboxsf"),
    (0xbacb_acbc, "vmhgfs"),
    (0x7c7c_6673, "prl_fs"),
];

/// File systems in user space all have this magic; only the mount's type tells them apart.
const FUSE_MAGIC: u32 = 0x6573_5546;

/// Types, as mounted, that are kept on another machine. After "fuse." the part that follows is compared.
const NETWORK_TYPES: &[&str] = &[
    "nfs",
    "nfs4",
    "smbfs",
    "smb3",
    "cifs",
    "9p",
    "afs",
    "kafs",
    "ceph",
    "ncpfs",
    "coda",
    "gfs2",
    "ocfs2",
    "lustre",
    "beegfs",
    "gpfs",
    "orangefs",
    "pvfs2",
    "glusterfs",
    "moosefs",
    "mfs",
    "lizardfs",
    "juicefs",
    "virtiofs",
    "vboxsf",
    "vmhgfs",
    "vmhgfs-fuse",
    "prl_fs",
    "sshfs",
    "rclone",
    "davfs",
    "davfs2",
    "gvfsd-fuse",
    "kio-fuse",
    "smbnetfs",
    "curlftpfs",
    "s3fs",
    "gcsfuse",
    "goofys",
    "geesefs",
    "mount-s3",
    "blobfuse",
    "blobfuse2",
    "onedriver",
    "google-drive-ocamlfuse",
    "pcloud",
    "seadrive",
    "dropbox",
    "ipfs",
    "afuse",
];

/// Decides from the magic number of statfs(2) and, where known, the mount.
pub fn classify(magic: u32, mount: Option<&Mount>) -> FileSystemKind {
    if let Some((_, name)) = NETWORK_MAGIC.iter().find(|(number, _)| *number == magic) {
        return FileSystemKind::Network((*name).to_owned());
    }
    let Some(mount) = mount else {
        return FileSystemKind::Local;
    };
    let name = mount.file_system.strip_prefix("fuse.").unwrap_or(&mount.file_system).to_ascii_lowercase();
    let listed = NETWORK_TYPES.contains(&name.as_str());
    // Some in user space give no type of their own, but name where they are mounted from.
    let elsewhere = magic == FUSE_MAGIC && source_is_elsewhere(&mount.source);
    if listed || elsewhere { FileSystemKind::Network(name) } else { FileSystemKind::Local }
}

/// "//server/share", "https://server/", "server:/export", "person@server:".
fn source_is_elsewhere(source: &str) -> bool {
    source.starts_with("//")
        || source.contains("://")
        || source.split_once(':').is_some_and(|(host, _)| !host.is_empty() && !host.contains('/'))
}

/// The mount that `path` (absolute, without links) is on: the longest mount point above it, the last one mounted
/// where several share a point.
pub fn mount_for(mountinfo: &str, path: &Path) -> Option<Mount> {
    mountinfo
        .lines()
        .filter_map(mount_of_line)
        .filter(|mount| path.starts_with(&mount.point))
        .max_by_key(|mount| mount.point.components().count())
}

fn mount_of_line(line: &str) -> Option<Mount> {
    let (before, after) = line.split_once(" - ")?;
    let mut after = after.split(' ');
    Some(Mount {
        point: PathBuf::from(unescape(before.split(' ').nth(4)?)),
        file_system: after.next()?.to_owned(),
        source: unescape(after.next().unwrap_or_default()),
    })
}

/// The kernel writes space, tab, line feed and backslash as a backslash and three octal digits.
fn unescape(field: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .into_iter()
        .fold(field.to_owned(), |text, (code, plain)| text.replace(code, plain))
}

/// What `path`, which exists, is on.
#[cfg(target_os = "linux")]
pub(crate) fn kind_of(path: &Path) -> std::io::Result<FileSystemKind> {
    // The kernel's number is 32 bits wide; the field it comes in is not, and may be signed.
    let magic = rustix::fs::statfs(path)?.f_type as u32;
    let mount = std::fs::read_to_string("/proc/self/mountinfo").ok().and_then(|mounts| mount_for(&mounts, path));
    Ok(classify(magic, mount.as_ref()))
}

/// Elsewhere it cannot be told yet.
#[cfg(not(target_os = "linux"))]
pub(crate) fn kind_of(_path: &Path) -> std::io::Result<FileSystemKind> {
    Ok(FileSystemKind::Local)
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXT4: u32 = 0xef53;

    fn mount(file_system: &str, source: &str) -> Mount {
        Mount { point: "/mnt".into(), file_system: file_system.into(), source: source.into() }
    }

    fn is_network(magic: u32, file_system: &str, source: &str) -> bool {
        classify(magic, Some(&mount(file_system, source))) != FileSystemKind::Local
    }

    #[test]
    fn shares_are_told_by_their_magic_alone() {
        for (magic, name) in
            [(0x6969, "nfs"), (0xff53_4d42, "cifs"), (0xfe53_4d42, "smb2"), (0x0102_1997, "9p"), (0x00c3_6400, "ceph")]
        {
            assert_eq!(classify(magic, None), FileSystemKind::Network(name.to_owned()));
        }
    }

    #[test]
    fn disks_and_memory_of_this_computer_are_local() {
        for (magic, name) in [
            (EXT4, "ext4"),
            (0x9123_683e, "btrfs"),
            (0x5846_5342, "xfs"),
            (0x0102_1994, "tmpfs"),
            (0x794c_7630, "overlay"),
            (0x2fc1_2fc1, "zfs"),
        ] {
            assert_eq!(classify(magic, None), FileSystemKind::Local);
            assert!(!is_network(magic, name, "/dev/sda1"));
        }
    }

    #[test]
    fn file_systems_in_user_space_are_told_by_their_mount() {
        assert!(is_network(FUSE_MAGIC, "fuse.sshfs", "person@server:/srv"));
        assert!(is_network(FUSE_MAGIC, "fuse.rclone", "remote:"));
        assert!(is_network(FUSE_MAGIC, "fuse.gvfsd-fuse", "gvfsd-fuse"));
        assert!(is_network(FUSE_MAGIC, "fuse.pCloud", "pCloud.fs"));
        assert!(is_network(FUSE_MAGIC, "virtiofs", "shared"));
        assert!(is_network(FUSE_MAGIC, "fuse", "https://cloud.example.com/dav"));
        assert!(is_network(FUSE_MAGIC, "fuse.unheardof", "server:/export"));
        assert!(!is_network(FUSE_MAGIC, "fuseblk", "/dev/sdb1"));
        assert!(!is_network(FUSE_MAGIC, "fuse.gocryptfs", "/home/desk/.vault"));
        assert!(!is_network(FUSE_MAGIC, "fuse.mergerfs", "/disk1:/disk2"));
        assert_eq!(classify(FUSE_MAGIC, None), FileSystemKind::Local);
    }

    #[test]
    fn a_share_mounted_below_a_disk_is_found_by_the_longest_mount_point() {
        let mounts = "\
21 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 21 0:40 / /home/desk/Shared\\040files rw - cifs //server/files rw
31 21 0:41 / /home/desk/Shared rw master:3 shared:9 - fuse.sshfs person@server:/srv rw
40 21 0:50 / /data rw - ext4 /dev/vdb rw
41 40 0:51 / /data rw - nfs4 server:/data rw
";
        let type_at = |path: &str| mount_for(mounts, Path::new(path)).map(|mount| mount.file_system);
        assert_eq!(type_at("/home/desk/.local/share"), Some("ext4".to_owned()));
        assert_eq!(type_at("/home/desk/Shared files/clinic"), Some("cifs".to_owned()));
        assert_eq!(type_at("/home/desk/Shared/clinic"), Some("fuse.sshfs".to_owned()));
        assert_eq!(type_at("/home/desk/Shared2"), Some("ext4".to_owned()));
        assert_eq!(type_at("/data/clinic"), Some("nfs4".to_owned()));
        assert_eq!(mount_for("no such format", Path::new("/")), None);
    }
}
