use frontdesk_domain::anchor::{Anchor, Kept, Standing, standing};
use proptest::prelude::*;

const HASH: &str = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

fn anchor() -> Anchor {
    Anchor { hash: HASH.into(), seq: Some(1240), at: Some("2026-11-29T16:40:00.000Z".into()) }
}

#[test]
fn each_thing_kept_stands_in_one_way_to_the_chain() {
    let kept = Kept::Anchor(anchor());
    for (kept, in_chain, expected, stands) in [
        (&kept, true, true, Standing::InChain),
        (&kept, true, false, Standing::InChain),
        (&kept, false, true, Standing::NotInChain),
        (&kept, false, false, Standing::NotInChain),
        (&Kept::Unreadable, false, true, Standing::NotInChain),
        (&Kept::Unreadable, true, false, Standing::NotInChain),
        (&Kept::Nothing, false, true, Standing::Missing),
        (&Kept::Nothing, false, false, Standing::NoneYet),
        (&Kept::Silent, false, true, Standing::Silent),
        (&Kept::Silent, true, false, Standing::Silent),
    ] {
        assert_eq!(standing(kept, in_chain, expected), stands, "{kept:?} {in_chain} {expected}");
    }
}

#[test]
fn an_alarm_is_never_renewed_by_the_program_and_neither_is_what_could_not_be_asked_for() {
    for stands in Standing::ALL {
        assert_eq!(stands.is_alarm(), matches!(stands, Standing::NotInChain | Standing::Missing), "{stands:?}");
        assert!(!(stands.is_alarm() && stands.may_be_renewed()), "{stands:?}");
    }
    assert!(!Standing::Silent.may_be_renewed() && !Standing::Silent.is_alarm());
}

#[test]
fn an_anchor_of_the_first_versions_is_a_hash_alone() {
    assert_eq!(Anchor::parse(HASH), Some(Anchor { hash: HASH.into(), seq: None, at: None }));
    for nonsense in [
        "",
        "7",
        &HASH[1..],
        &HASH.to_uppercase(),
        &format!("-1 {HASH} 2026-11-29T16:40:00.000Z"),
        &format!("7 {HASH}"),
        &format!("7 {HASH} yesterday"),
        &format!("7 {HASH} 2026-11-29T16:40:00.000Z more"),
    ] {
        assert_eq!(Anchor::parse(nonsense), None, "{nonsense}");
    }
}

proptest! {
    #[test]
    fn an_anchor_comes_back_from_its_text_as_it_was(seq in 0i64.., hash in "[0-9a-f]{64}", second in 0i64..4_000_000_000) {
        let at = chrono::DateTime::from_timestamp(second, 0).unwrap().to_rfc3339();
        let kept = Anchor { hash, seq: Some(seq), at: Some(at) };
        prop_assert_eq!(Anchor::parse(&kept.text()), Some(kept));
    }

    #[test]
    fn no_text_in_the_keyring_is_taken_for_whole_by_accident(text in ".{0,120}") {
        if let Some(read) = Anchor::parse(&text) {
            prop_assert_eq!(read.hash.len(), 64);
        }
    }
}
