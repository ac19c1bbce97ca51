//! The house's arrows: which part may use which. Read from cargo itself, so that a new arrow cannot be overlooked.
#![allow(clippy::unwrap_used)]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// What a part must never use, and which of the house's parts it may.
struct Part {
    name: &'static str,
    may: &'static [&'static str],
    never: &'static [&'static str],
}

const HOUSE: &[Part] = &[
    Part {
        name: "frontdesk-domain",
        may: &[],
        never: &["tokio", "sqlx", "tauri", "rand", "getrandom", "tempfile", "keyring", "printpdf"],
    },
    Part { name: "frontdesk-vault", may: &[], never: &["tauri", "sqlx", "libsqlite3-sys", "printpdf"] },
    Part {
        name: "frontdesk-store",
        may: &["frontdesk-domain", "frontdesk-vault"],
        never: &["tauri", "keyring", "specta", "tauri-specta", "printpdf"],
    },
    Part {
        name: "frontdesk-documents",
        may: &["frontdesk-domain"],
        never: &["tauri", "sqlx", "keyring", "tokio", "tempfile"],
    },
    Part {
        name: "frontdesk-desk",
        may: &["frontdesk-domain", "frontdesk-vault", "frontdesk-store", "frontdesk-documents"],
        never: &["tauri", "tauri-specta", "printpdf", "keyring"],
    },
    Part {
        name: "frontdesk",
        may: &["frontdesk-domain", "frontdesk-desk"],
        never: &[
            "sqlx",
            "libsqlite3-sys",
            "keyring",
            "printpdf",
            "tauri-plugin-fs",
            "tauri-plugin-shell",
            "tauri-plugin-http",
            "tauri-plugin-sql",
        ],
    },
];

/// Nobody uses the tests of the house.
const APART: &str = "frontdesk-tests";

/// An arrow: who uses what, in the shipped program.
type Arrow = (String, String);

fn arrows(metadata: &Metadata) -> Vec<Arrow> {
    metadata
        .workspace_packages()
        .into_iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .filter(|used| used.kind == DependencyKind::Normal)
                .map(|used| (package.name.to_string(), used.name.clone()))
        })
        .collect()
}

/// Every arrow that runs the wrong way, and every part of the house that the table does not know.
fn wrong(arrows: &[Arrow]) -> Vec<String> {
    arrows
        .iter()
        .filter(|(user, _)| user != APART)
        .filter_map(|(user, used)| {
            let Some(part) = HOUSE.iter().find(|part| part.name == user) else {
                return Some(format!("{user} is not in the table of parts"));
            };
            let ours = used == "frontdesk" || used.starts_with("frontdesk-");
            let refused = part.never.contains(&used.as_str()) || (ours && !part.may.contains(&used.as_str()));
            refused.then(|| format!("{user} may not use {used}"))
        })
        .collect()
}

fn house() -> Metadata {
    MetadataCommand::new().no_deps().exec().unwrap()
}

#[test]
fn no_arrow_of_the_house_runs_the_wrong_way() {
    assert_eq!(wrong(&arrows(&house())), Vec::<String>::new());
}

#[test]
fn every_part_of_the_table_is_in_the_house() {
    let names: Vec<String> = house().workspace_packages().iter().map(|package| package.name.to_string()).collect();
    for part in HOUSE {
        assert!(names.iter().any(|name| name == part.name), "{} is gone", part.name);
    }
    assert_eq!(names.len(), HOUSE.len() + 1, "a part is missing in the table: {names:?}");
}

/// The positive control: with one arrow added to the real ones, exactly that arrow is named.
#[test]
fn an_arrow_the_wrong_way_is_named() {
    for (user, used) in [
        ("frontdesk-domain", "sqlx"),
        ("frontdesk-domain", "frontdesk-store"),
        ("frontdesk-store", "frontdesk-desk"),
        ("frontdesk-documents", "frontdesk-store"),
        ("frontdesk-desk", "tauri"),
        ("frontdesk", "sqlx"),
        ("frontdesk", "frontdesk-vault"),
        ("frontdesk-desk", "frontdesk-tests"),
    ] {
        let mut with_one_more = arrows(&house());
        with_one_more.push((user.into(), used.into()));
        assert_eq!(wrong(&with_one_more), [format!("{user} may not use {used}")]);
    }
}
