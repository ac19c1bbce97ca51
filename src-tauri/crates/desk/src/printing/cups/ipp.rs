//! Questions to the print system in its own protocol (IPP, RFC 8011), through `ipptool` of CUPS: it has the numbers that
//! `lpstat` turns into words. The question goes in on standard input and the answer comes as a property list.

use std::time::Duration;

use frontdesk_domain::print_job::{JobStage, PrintJob, PrinterSays};
use plist::{Dictionary, Value};

use super::{ASKING, Unheard, lpstat, run};

/// A queue, as the print system describes it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Printer {
    pub name: String,
    pub accepting: bool,
    pub two_sided: bool,
    pub says: PrinterSays,
}

const JOB: &str = r#"{
OPERATION Get-Job-Attributes
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR naturalLanguage attributes-natural-language en
ATTR uri printer-uri "ipp://localhost/"
ATTR integer job-id $job
ATTR name requesting-user-name $user
ATTR keyword requested-attributes job-state,job-state-reasons,job-printer-state-message,job-printer-uri,time-at-processing,job-printer-up-time
}
"#;

const CANCEL: &str = r#"{
OPERATION Cancel-Job
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR naturalLanguage attributes-natural-language en
ATTR uri printer-uri "ipp://localhost/"
ATTR integer job-id $job
ATTR name requesting-user-name $user
}
"#;

const PRINTERS: &str = r#"{
OPERATION CUPS-Get-Printers
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR naturalLanguage attributes-natural-language en
ATTR keyword requested-attributes printer-name,printer-type,printer-state,printer-state-reasons,printer-state-message,printer-is-accepting-jobs
}
"#;

/// The job with this number, and the name of its queue; none when the print system does not list it.
pub(super) async fn job(number: u32) -> Result<Option<(String, PrintJob)>, Unheard> {
    let answer = ask(JOB, Some(number)).await?;
    Ok(answer.iter().find_map(read_job))
}

/// Asks for a job to be taken back. What came of it is for [`job`] to say.
pub(super) async fn cancel(number: u32) -> Result<(), Unheard> {
    ask(CANCEL, Some(number)).await.map(drop)
}

/// All queues.
pub(super) async fn printers() -> Result<Vec<Printer>, Unheard> {
    Ok(ask(PRINTERS, None).await?.iter().filter_map(read_printer).collect())
}

/// The attributes of the answer, a dictionary for each job or printer.
async fn ask(question: &str, job: Option<u32>) -> Result<Vec<Dictionary>, Unheard> {
    let server = address(&lpstat("-H").await?);
    let job = format!("job={}", job.unwrap_or_default());
    let seconds = ASKING.as_secs().to_string();
    let arguments = ["-X", "-T", &seconds, "-d", &job, &server, "/dev/stdin"];
    let mut answer = run("ipptool", &arguments, question.as_bytes(), ASKING).await?;
    if !answer.status.success() {
        // A busy print server drops a connection now and then: it is asked twice before that counts.
        tokio::time::sleep(Duration::from_millis(300)).await;
        answer = run("ipptool", &arguments, question.as_bytes(), ASKING).await?;
    }
    if !answer.status.success() {
        return Err(Unheard::Silence);
    }
    attributes(&answer.stdout).ok_or(Unheard::Silence)
}

/// Where the print server listens, as `lpstat -H` gives it (a socket's path, or host and port), as an address.
fn address(server: &str) -> String {
    if !server.starts_with('/') {
        return format!("ipp://{server}/");
    }
    let host: String = server
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect();
    format!("ipp://{host}/")
}

fn attributes(list: &[u8]) -> Option<Vec<Dictionary>> {
    let answer = Value::from_reader_xml(list).ok()?;
    let test = answer.as_dictionary()?.get("Tests")?.as_array()?.first()?.as_dictionary()?;
    // Without a status nothing was answered.
    test.get("StatusCode")?;
    let groups = test.get("ResponseAttributes")?.as_array()?;
    Some(groups.iter().filter_map(Value::as_dictionary).cloned().collect())
}

fn words<'a>(of: &'a Dictionary, name: &str) -> &'a str {
    of.get(name).and_then(Value::as_string).unwrap_or_default()
}

fn number(of: &Dictionary, name: &str) -> Option<u64> {
    of.get(name).and_then(Value::as_unsigned_integer)
}

/// One keyword or several.
fn keywords(of: &Dictionary, name: &str) -> Vec<String> {
    let of = of.get(name);
    let one = of.and_then(Value::as_string);
    let several = of.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_string);
    one.into_iter().chain(several).map(str::to_string).collect()
}

fn read_job(of: &Dictionary) -> Option<(String, PrintJob)> {
    let stage = JobStage::of(u32::try_from(number(of, "job-state")?).ok()?)?;
    let queue = decoded(words(of, "job-printer-uri").rsplit('/').next().unwrap_or_default());
    let begun = number(of, "time-at-processing");
    let now = number(of, "job-printer-up-time");
    let job = PrintJob {
        stage,
        reasons: keywords(of, "job-state-reasons"),
        message: words(of, "job-printer-state-message").to_string(),
        at_it: begun.map(|begun| now.unwrap_or(begun).saturating_sub(begun)),
    };
    Some((queue, job))
}

fn read_printer(of: &Dictionary) -> Option<Printer> {
    let says = PrinterSays {
        stopped: number(of, "printer-state")? == 5,
        reasons: keywords(of, "printer-state-reasons"),
        message: words(of, "printer-state-message").to_string(),
    };
    Some(Printer {
        name: of.get("printer-name")?.as_string()?.to_string(),
        accepting: of.get("printer-is-accepting-jobs").and_then(Value::as_boolean) != Some(false),
        two_sided: number(of, "printer-type").and_then(|kind| u32::try_from(kind).ok()).is_some_and(turns_over),
        says,
    })
}

/// Bit 4 of a printer-type (CUPS_PRINTER_DUPLEX in the CUPS extensions of IPP).
pub(super) fn turns_over(kind: u32) -> bool {
    kind & 0x10 != 0
}

/// `B%C3%BCro` as `Büro`.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.as_bytes();
    while let [first, after @ ..] = rest {
        let pair = after.get(..2).filter(|_| *first == b'%').and_then(|pair| std::str::from_utf8(pair).ok());
        match pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(attributes: &str) -> Vec<u8> {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE plist PUBLIC \"-//Apple Computer//DTD PLIST 1.0//EN\" \
             \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n<plist version=\"1.0\"><dict><key>Tests</key><array><dict>\
             <key>StatusCode</key><string>successful-ok</string><key>ResponseAttributes</key><array>{attributes}</array>\
             </dict></array><key>Successful</key><true /></dict></plist>"
        )
        .into_bytes()
    }

    #[test]
    fn a_job_is_read_with_its_number_its_reasons_and_the_queue_of_any_name() {
        let read = answer(
            "<dict><key>attributes-charset</key><string>utf-8</string></dict><dict>\
             <key>job-printer-up-time</key><integer>1796069926</integer>\
             <key>job-printer-uri</key><string>ipp://localhost/printers/B%C3%BCro%2541&amp;1</string>\
             <key>time-at-processing</key><integer>1796069900</integer><key>job-state</key><integer>7</integer>\
             <key>job-state-reasons</key><array><string>none</string><string>job-canceled-by-user</string></array></dict>",
        );
        let job = attributes(&read).unwrap().iter().find_map(read_job).unwrap();
        let reasons = vec!["none".to_string(), "job-canceled-by-user".to_string()];
        let wanted = PrintJob { stage: JobStage::Canceled, reasons, message: String::new(), at_it: Some(26) };
        assert_eq!(job, ("Büro%41&1".to_string(), wanted));
        let waits = answer(
            "<dict><key>time-at-processing</key><string>&lt;&lt;no-value&gt;&gt;</string><key>job-state</key><integer>3</integer></dict>",
        );
        let job = attributes(&waits).unwrap().iter().find_map(read_job).unwrap().1;
        assert_eq!((job.stage, job.at_it), (JobStage::Pending, None));
        for unknown in ["2", "10"] {
            let read = answer(&format!("<dict><key>job-state</key><integer>{unknown}</integer></dict>"));
            assert_eq!(attributes(&read).unwrap().iter().find_map(read_job), None);
        }
        for nothing in [&b""[..], b"(null)", b"<plist version=\"1.0\"><dict/></plist>"] {
            assert_eq!(attributes(nothing), None);
        }
    }

    #[test]
    fn a_printer_is_read_with_what_it_says() {
        let read = answer(
            "<dict><key>printer-is-accepting-jobs</key><false /><key>printer-state</key><integer>5</integer>\
             <key>printer-state-message</key><string>out of \"paper\" &lt;1&gt;</string><key>printer-state-reasons</key>\
             <string>media-empty</string><key>printer-type</key><integer>8450140</integer><key>printer-name</key>\
             <string>a,b&lt;c&amp;d|</string></dict>",
        );
        let printers: Vec<_> = attributes(&read).unwrap().iter().filter_map(read_printer).collect();
        let says =
            PrinterSays { stopped: true, reasons: vec!["media-empty".into()], message: "out of \"paper\" <1>".into() };
        assert_eq!(printers, [Printer { name: "a,b<c&d|".into(), accepting: false, two_sided: true, says }]);
    }

    #[test]
    fn a_print_server_is_reached_at_its_socket_or_its_host() {
        assert_eq!(address("/run/cups/cups.sock"), "ipp://%2Frun%2Fcups%2Fcups.sock/");
        assert_eq!(address("print.example.com:631"), "ipp://print.example.com:631/");
    }
}
