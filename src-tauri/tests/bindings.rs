//! The page's types are generated from the commands; this keeps the committed file the same.
#![allow(clippy::unwrap_used)]

use specta_typescript::Typescript;

#[test]
fn the_pages_types_are_those_of_the_commands() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/bindings.ts");
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    frontdesk::ipc::builder().export(Typescript::default(), &path).unwrap();
    let after = std::fs::read_to_string(&path).unwrap();
    assert!(before == after, "ui/src/ipc/bindings.ts was out of date and has been written anew: commit it");
}
