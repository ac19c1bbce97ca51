//! A fault of our own (a panic): told in a sentence without data, named by its place, and the end of nothing but itself.

use std::panic::PanicHookInfo;
use std::time::Duration;

/// How long a part that broke down rests before it begins again.
const REST: Duration = Duration::from_secs(1);

/// From now on a panic prints one sentence with the place of it, never its message, which may hold a patient; and `tell`
/// is given the same code, for the page.
pub fn watch_for_panics(tell: impl Fn(String) + Send + Sync + 'static) {
    std::panic::set_hook(Box::new(move |info| {
        let code = code_of(info);
        // The journal is all there is to say it in when the window is what broke.
        #[allow(clippy::print_stderr)]
        {
            eprintln!(
                "Front desk met a fault of its own ({code}). Nothing was left half done. If it comes back, report the code."
            );
        }
        tell(code);
    }));
}

fn code_of(info: &PanicHookInfo<'_>) -> String {
    info.location().map_or_else(|| "fault".to_string(), |at| code(at.file(), at.line()))
}

/// `fault-unlock.rs-63`: the file's own name and the line, nothing of where it was built.
fn code(file: &str, line: u32) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    format!("fault-{name}-{line}")
}

/// Runs `part` for ever: when it breaks down or ends, it begins anew.
pub async fn supervise<F>(part: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    loop {
        // What it broke on is told by the hook.
        let _ = tokio::spawn(part()).await;
        tokio::time::sleep(REST).await;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::sync::{Arc, Mutex};

    use super::*;

    #[test]
    fn a_code_names_the_place_and_no_folder() {
        assert_eq!(code("/home/somebody/frontdesk/src-tauri/src/session.rs", 12), "fault-session.rs-12");
        assert_eq!(code(r"C:\build\lib.rs", 3), "fault-lib.rs-3");
    }

    #[tokio::test]
    async fn a_part_that_panics_begins_again_and_its_message_is_told_to_nobody() {
        let told = Arc::new(Mutex::new(Vec::new()));
        let hears = told.clone();
        watch_for_panics(move |code| hears.lock().map(|mut told| told.push(code)).unwrap_or_default());
        let begun = Arc::new(AtomicU32::new(0));
        let counted = begun.clone();
        let watch = tokio::spawn(supervise(move || {
            let begun = counted.clone();
            async move {
                if begun.fetch_add(1, Ordering::SeqCst) == 0 {
                    panic!("Zyqwarblethorpe, born 3 April 1980");
                }
                std::future::pending::<()>().await;
            }
        }));
        for _ in 0..200 {
            if begun.load(Ordering::SeqCst) > 1 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        watch.abort();
        let _ = std::panic::take_hook();
        assert!(begun.load(Ordering::SeqCst) > 1, "the part did not begin again");
        let told = told.lock().map(|told| told.clone()).unwrap_or_default();
        assert!(told.iter().any(|code| code.starts_with("fault-fault.rs-")), "{told:?}");
        assert!(told.iter().all(|code| !code.contains("Zyqwarblethorpe")), "{told:?}");
    }
}
