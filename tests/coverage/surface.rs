//! The window's reach: the commands by name, and nothing of the computer besides.

use std::collections::BTreeSet;

use cargo_metadata::MetadataCommand;
use serde_json::Value;

fn read(path: &str) -> String {
    std::fs::read_to_string(frontdesk_tests::root().join(path)).unwrap()
}

/// The commands as the build and the capability know them.
pub fn listed() -> Vec<&'static str> {
    include_str!("../../src-tauri/commands.txt").lines().collect()
}

fn set<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_string).collect()
}

/// What the window's builder registers.
fn registered() -> BTreeSet<String> {
    let source = read("src-tauri/src/ipc.rs");
    let (_, list) = source.split_once("collect_commands![").unwrap();
    let (list, _) = list.split_once(']').unwrap();
    set(list.split(',').filter_map(|entry| entry.trim().rsplit("::").next()).filter(|name| !name.is_empty()))
}

/// Every function marked as a command, registered or not.
fn marked() -> BTreeSet<String> {
    let folder = frontdesk_tests::root().join("src-tauri/src/commands");
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap();
        for after in text.split("#[tauri::command]").skip(1) {
            let (_, signature) = after.split_once("fn ").unwrap();
            found.insert(signature.split(['(', '<']).next().unwrap().trim().to_string());
        }
    }
    found
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap()
}

#[test]
fn the_window_may_ask_each_command_by_name_and_nothing_else() {
    let listed = listed();
    let names = set(listed.iter().copied());
    assert_eq!(names.len(), listed.len(), "a command is listed twice");
    assert_eq!(registered(), names);
    assert_eq!(marked(), names);
    let capability = json("src-tauri/capabilities/desk.json");
    let allowed: Vec<String> =
        capability["permissions"].as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_string()).collect();
    // To be told that the desk has locked, and to zoom: nothing of the computer.
    let told = ["core:event:allow-listen", "core:event:allow-unlisten", "core:webview:allow-set-webview-zoom"]
        .map(str::to_string);
    let wanted: BTreeSet<String> =
        names.iter().map(|name| format!("allow-{}", name.replace('_', "-"))).chain(told).collect();
    assert_eq!(allowed.iter().cloned().collect::<BTreeSet<_>>(), wanted);
    assert_eq!(allowed.len(), wanted.len());
    assert!(capability.get("remote").is_none(), "no page from elsewhere may ask");
    assert_eq!(capability["windows"], serde_json::json!(["desk"]));
}

#[test]
fn there_is_one_capability_and_the_window_gets_no_other() {
    let folder = frontdesk_tests::root().join("src-tauri/capabilities");
    let files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(files, ["desk.json"]);
    let settings = json("src-tauri/tauri.conf.json");
    assert_eq!(settings["app"]["security"]["capabilities"], serde_json::json!(["desk"]));
    assert_ne!(settings["app"]["withGlobalTauri"], Value::Bool(true));
    assert!(settings.get("plugins").is_none());
}

#[test]
fn no_plugin_reaches_for_files_a_shell_the_network_or_a_database() {
    let metadata = MetadataCommand::new().manifest_path(frontdesk_tests::root().join("Cargo.toml")).exec().unwrap();
    assert!(metadata.packages.iter().any(|package| package.name.as_str() == "tauri"), "the search sees the tree");
    let plugins: Vec<&str> = metadata
        .packages
        .iter()
        .map(|package| package.name.as_str())
        .filter(|name| name.starts_with("tauri-plugin"))
        .collect();
    assert_eq!(plugins, Vec::<&str>::new());
    let page = json("ui/package.json");
    let packages: Vec<&String> = ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|group| page[group].as_object())
        .flat_map(|group| group.keys())
        .collect();
    assert!(packages.iter().any(|name| name.as_str() == "@tauri-apps/api"), "the search sees the page's packages");
    assert!(packages.iter().all(|name| !name.starts_with("@tauri-apps/plugin")), "{packages:?}");
}

/// Sources of a content-security policy that would let something in: anything but the app itself and its own channel.
fn loose(policy: &str) -> Vec<String> {
    let own = ["'none'", "'self'", "blob:", "ipc:", "http://ipc.localhost"];
    let directives = policy.split(';').map(str::trim).filter(|directive| !directive.is_empty());
    let mut loose: Vec<String> = directives
        .flat_map(|directive| directive.split_whitespace().skip(1))
        .filter(|source| !own.contains(source))
        .map(str::to_string)
        .collect();
    for needed in
        ["default-src 'none'", "script-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    {
        if !policy.split(';').any(|directive| directive.trim() == needed) {
            loose.push(format!("{needed} is missing"));
        }
    }
    loose
}

#[test]
fn the_page_runs_its_own_scripts_and_speaks_to_nothing_but_the_app() {
    let settings = json("src-tauri/tauri.conf.json");
    let policy = settings["app"]["security"]["csp"].as_str().unwrap();
    assert_eq!(loose(policy), Vec::<String>::new());
    assert!(settings["app"]["security"].get("dangerousDisableAssetCspModification").is_none());
    for worse in [
        "script-src 'self' 'unsafe-eval'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'unsafe-inline'",
        "connect-src https://example.com",
        "img-src *",
    ] {
        assert!(!loose(&format!("{policy}; {worse}")).is_empty(), "{worse} passed unseen");
    }
}

#[test]
fn developer_tools_are_only_in_a_debug_build() {
    let window = read("src-tauri/src/window.rs");
    assert!(window.contains(".devtools(cfg!(debug_assertions))"));
    assert!(
        window.contains(".incognito(!driven_by_a_test())")
            && window.contains("cfg!(debug_assertions) && std::env::var")
    );
    let metadata = MetadataCommand::new().manifest_path(frontdesk_tests::root().join("Cargo.toml")).exec().unwrap();
    let app = metadata.packages.iter().find(|package| package.name.as_str() == "frontdesk").unwrap();
    let tauri = app.dependencies.iter().find(|dependency| dependency.name == "tauri").unwrap();
    assert!(!tauri.features.iter().any(|feature| feature.contains("devtools")), "{:?}", tauri.features);
    assert!(!tauri.uses_default_features);
}
