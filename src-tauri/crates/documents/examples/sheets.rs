//! Writes one of each document to a folder, to be looked at: `cargo run --example sheets -- FOLDER`.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/paper/support/mod.rs"]
mod support;

use std::path::PathBuf;
use std::time::Instant;

use frontdesk_documents::*;

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".into()));
    let kept = |name: &str, make: &dyn Fn() -> Result<Document, DocumentError>| {
        let start = Instant::now();
        let made = make().unwrap();
        println!("{name}: {} pages, {} bytes, {:?}", made.pages, made.bytes.len(), start.elapsed());
        std::fs::write(folder.join(format!("{name}.pdf")), made.bytes).unwrap();
    };
    kept("consent-blank", &|| consent_form(&support::blank_form()));
    kept("consent-filled", &|| consent_form(&support::filled_form(PrintSize::Normal)));
    kept("consent-signed", &|| consent_form(&support::signed_form(PrintSize::Normal)));
    kept("consent-large-signed", &|| consent_form(&support::signed_form(PrintSize::Large)));
    kept("consent-large-blank", &|| consent_form(&support::large_blank_form()));
    kept("consent-large", &|| consent_form(&support::filled_form(PrintSize::Large)));
    kept("response", &|| response(&support::small_response()));
    kept("response-240", &|| response(&support::long_response(240)));
    kept("receipt", &|| consent_receipt(&support::receipt::receipt()));
    for (name, size) in [("", PrintSize::Normal), ("-large", PrintSize::Large)] {
        kept(&format!("notice-shown{name}"), &|| notice(&support::notice::shown(size)));
        kept(&format!("notice-refusal{name}"), &|| notice(&support::notice::refusal(size)));
    }
    kept("recovery", &|| recovery_sheet(&support::recovery()));
    kept("register", &|| register(&support::list(false)));
    kept("register-landscape", &|| register(&support::list(true)));
}
