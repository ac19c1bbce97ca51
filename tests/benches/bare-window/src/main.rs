//! One window of the desk's size with one line of text.

fn main() {
    if let Err(error) = tauri::Builder::default().run(tauri::generate_context!()) {
        eprintln!("The bare window cannot open: {error}");
        std::process::exit(1);
    }
}
