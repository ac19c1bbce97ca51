//! The programs that read our files back. A missing one is a failure with a sentence, never a pass.
#![allow(dead_code, clippy::unwrap_used)]

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs a program with bytes on its standard input and returns what it printed.
pub fn run(program: &str, arguments: &[&str], input: &[u8]) -> (bool, String) {
    let output = ran(program, arguments, input);
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// What a program that writes a file writes to its standard output.
pub fn bytes(program: &str, arguments: &[&str], input: &[u8]) -> Vec<u8> {
    ran(program, arguments, input).stdout
}

fn ran(program: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} is needed by this test and did not start: {error}"));
    let mut pipe = child.stdin.take().unwrap();
    let bytes = input.to_vec();
    let writer = std::thread::spawn(move || drop(pipe.write_all(&bytes)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Text of a PDF in reading order, without the direction marks pdftotext adds around right-to-left words.
pub fn text(bytes: &[u8]) -> String {
    strip(run("pdftotext", &["-", "-"], bytes).1)
}

/// Text of a PDF with its rows kept side by side, page by page.
pub fn pages(bytes: &[u8]) -> Vec<String> {
    let text = strip(run("pdftotext", &["-layout", "-", "-"], bytes).1);
    let mut pages: Vec<_> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    pages
}

fn strip(text: String) -> String {
    text.replace(['\u{202a}', '\u{202b}', '\u{202c}'], "")
}

/// What `qpdf --check` has to say; `None` when it has no complaint.
pub fn complaint(bytes: &[u8]) -> Option<String> {
    let file = kept(bytes);
    let (fine, said) = run("qpdf", &["--check", file.path().to_str().unwrap()], b"");
    (!fine || said.contains("WARNING")).then_some(said)
}

/// What the PDF/A-1b validator has to say; `None` when the file is valid.
pub fn archive_complaint(bytes: &[u8]) -> Option<String> {
    const JARS: [&str; 7] =
        ["preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "jaxb-api", "javax.activation"];
    let path = JARS.map(|jar| format!("/usr/share/java/{jar}.jar"));
    for jar in &path {
        assert!(
            std::path::Path::new(jar).exists(),
            "{jar} is needed by this test: install libpdfbox2-java and libjaxb-api-java"
        );
    }
    let file = kept(bytes);
    let arguments =
        ["-cp", &path.join(":"), "org.apache.pdfbox.preflight.Validator_A1b", file.path().to_str().unwrap()];
    let (_, said) = run("java", &arguments, b"");
    (!said.contains("is a valid PDF/A-1b file")).then_some(said)
}

fn kept(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::with_suffix(".pdf").unwrap();
    file.write_all(bytes).unwrap();
    file
}
