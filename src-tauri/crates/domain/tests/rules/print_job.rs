//! What became of a print job: every state the print system has, and every name a queue may have.

use frontdesk_domain::print_job::{JobStage, PATIENCE, PrintJob, PrinterSays, Standing, name_parts, standing, words};
use proptest::prelude::*;

fn job(stage: JobStage, reasons: &[&str], message: &str, at_it: Option<u64>) -> PrintJob {
    PrintJob { stage, reasons: reasons.iter().map(ToString::to_string).collect(), message: message.into(), at_it }
}

fn printer(stopped: bool, message: &str) -> PrinterSays {
    PrinterSays { stopped, reasons: vec!["none".into()], message: message.into() }
}

#[test]
fn each_state_of_the_print_system_has_a_sentence_with_its_reason_and_nine_alone_is_printed() {
    use JobStage::*;
    let idle = printer(false, "");
    let rows = [
        (job(Pending, &["none"], "", None), idle.clone(), Standing::Waiting, "Waiting for Up."),
        (
            job(Pending, &["none"], "", None),
            printer(true, "Out of paper."),
            Standing::Stopped,
            "The printer Up is stopped. The job waits and comes out when the printer is started. Take it back before you print it elsewhere. The print system says: “Out of paper”.",
        ),
        (
            job(Held, &["job-hold-until-specified"], "", None),
            idle.clone(),
            Standing::Stopped,
            "The job is held at Up and comes out when it is released. Take it back before you print it elsewhere. The print system says: “job-hold-until-specified”.",
        ),
        (job(Processing, &["job-printing"], "", Some(60)), idle.clone(), Standing::Printing, "Printing on Up."),
        (
            job(Processing, &["job-printing"], "The printer may not exist or is unavailable at this time.", Some(61)),
            printer(false, "The printer may not exist or is unavailable at this time."),
            Standing::Silent,
            "Up has been at this job for over a minute and does not say that it is printed. Look at the printer. Take the job back before you print it elsewhere. The print system says: “The printer may not exist or is unavailable at this time”.",
        ),
        (
            job(ProcessingStopped, &["job-completed-with-errors"], "Filter failed", Some(4)),
            printer(false, "toner\n\tlow"),
            Standing::Stopped,
            "Up began with the job and broke off. Look at the printer. Take the job back before you print it elsewhere. The print system says: “Filter failed; toner low; job-completed-with-errors”.",
        ),
        (
            job(Canceled, &["processing-to-stop-point"], "", None),
            printer(true, "Paused"),
            Standing::Cancelled,
            "The job was cancelled at Up before it began. Nothing was printed.",
        ),
        (
            job(Canceled, &["job-canceled-by-user"], "", Some(3)),
            idle.clone(),
            Standing::Cancelled,
            "The job was cancelled at Up. What had come out by then is at the printer. The print system says: “job-canceled-by-user”.",
        ),
        (
            job(Aborted, &["aborted-by-system"], "The printer is not responding.", Some(9)),
            idle.clone(),
            Standing::Failed,
            "The print system gave the job up at Up. What had come out by then is at the printer. The print system says: “The printer is not responding; aborted-by-system”.",
        ),
        (
            job(Completed, &["processing-to-stop-point"], "", Some(9)),
            printer(true, "of the next job"),
            Standing::Printed,
            "Printed on Up.",
        ),
    ];
    for (job, printer, wanted, said) in rows {
        assert_eq!((standing(&job, &printer), words(&job, &printer, "Up").as_str()), (wanted, said));
    }
    let stages: Vec<_> = (0..12).map(JobStage::of).collect();
    let known = [Pending, Held, Processing, ProcessingStopped, Canceled, Aborted, Completed].map(Some);
    assert_eq!(stages, [&[None; 3][..], &known, &[None; 2]].concat());
}

#[test]
fn the_number_of_a_job_stands_behind_the_last_hyphen_of_any_name_cups_allows() {
    for sign in (33..127_u8).map(char::from).filter(|sign| !"/#".contains(*sign)).chain("äÖßéñ日本ة".chars()) {
        let queue = format!("q{sign}-1{sign}");
        assert_eq!(name_parts(&format!("{queue}-12")), Some((queue.as_str(), 12)));
    }
    for none in
        ["", "12", "Reception", "-1", "a b-1", "a\t-1", "a/b-1", "a#b-1", "a-", "a-1x", "a-+1", "a--", "a-99999999999"]
    {
        assert_eq!(name_parts(none), None, "{none:?}");
    }
}

fn any_job() -> impl Strategy<Value = PrintJob> {
    let keyword = prop::sample::select(vec!["none", "job-printing", "processing-to-stop-point", "aborted-by-system"]);
    (3..10_u32, prop::collection::vec(keyword, 0..3), ".{0,300}", prop::option::of(0..100_000_u64))
        .prop_map(|(number, reasons, message, at_it)| job(JobStage::of(number).unwrap(), &reasons, &message, at_it))
}

proptest! {
    #[test]
    fn no_job_is_printed_but_a_completed_one_and_no_sentence_asks_for_another_print(
        job in any_job(), stopped in any::<bool>(), message in ".{0,300}", queue in "[!-~&&[^/#]]{1,40}"
    ) {
        let printer = printer(stopped, &message);
        let printed = standing(&job, &printer) == Standing::Printed;
        prop_assert_eq!(printed, job.stage == JobStage::Completed);
        let said = words(&job, &printer, &queue);
        prop_assert_eq!(said.starts_with("Printed on"), printed);
        prop_assert!(!said.contains("print again") && !said.contains('\n') && said.chars().count() < 900, "{}", said);
        prop_assert!(!printed || standing(&job, &printer) != Standing::Silent);
        prop_assert!(job.at_it.is_none_or(|at_it| at_it > PATIENCE) || standing(&job, &printer) != Standing::Silent);
    }
}
