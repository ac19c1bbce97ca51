//! The fictional patients of the clinic that is measured, as varied as a real list: a few names are common, most are
//! rare. Telephone numbers are those set aside for fiction, mail goes to example.com.

use chrono::{Days, NaiveDate};
use frontdesk_desk::open::OpenDesk;
use frontdesk_desk::testing;
use frontdesk_domain::id::{ArrivalId, PatientId, StaffId};
use frontdesk_domain::patient::{ContactWay, PatientForm, Sex, TypedDate, check};
use frontdesk_store::arrival::{self, Arrival, State};
use frontdesk_store::patient::{self, Patient};

use crate::Result;

/// When everything here happens: Tuesday 24 November 2026, 10:30 in London.
pub const NOW: &str = "2026-11-24T10:30:00.000Z";
/// Where a patient's data came from, by the catalogue.
const SOURCE: &str = "attendance";
/// How many are expected today.
const ARRIVALS: usize = 40;

const ONSETS: [&str; 24] = [
    "Hart", "Brad", "Nowa", "Gre", "Kowal", "Mac", "O'Con", "Santo", "Wil", "Tho", "Pat", "Ahm", "Chau", "Fern",
    "Müll", "Żyl", "Ngu", "Ande", "Iva", "Sing", "Okon", "Bel", "Ram", "Del",
];
const MIDDLES: [&str; 22] = [
    "ley", "for", "cz", "na", "don", "ri", "li", "ma", "el", "an", "ar", "dha", "ré", "ski", "ow", "ing", "es", "to",
    "vi", "ko", "bur", "ha",
];
const ENDS: [&str; 20] = [
    "", "son", "ton", "ez", "yk", "ell", "ou", "ham", "ová", "ski", "er", "i", "wood", "man", "dez", "as", "worth",
    "ne", "kar", "o",
];
const GIVEN: [&str; 48] = [
    "Olivia",
    "Noah",
    "Amara",
    "Łukasz",
    "Niamh",
    "Mohammed",
    "Sofia",
    "George",
    "Zoë",
    "Piotr",
    "Grace",
    "Arjun",
    "Elif",
    "Thomas",
    "Yara",
    "Samuel",
    "Chiara",
    "Daniel",
    "Inês",
    "Hugo",
    "Katarzyna",
    "Léo",
    "Mei",
    "Uche",
    "Ivy",
    "Oscar",
    "Freya",
    "Theo",
    "Ada",
    "Kofi",
    "Priti",
    "Owain",
    "Rosa",
    "Jonas",
    "Tamsin",
    "Viktor",
    "Leila",
    "Callum",
    "Ngozi",
    "Søren",
    "Hana",
    "Rhys",
    "Maryam",
    "Dylan",
    "Anya",
    "Felix",
    "Bronwen",
    "Idris",
];

/// Repeatable chance: splitmix64.
pub struct Chance(u64);

impl Chance {
    pub fn from(seed: u64) -> Self {
        Self(seed)
    }

    /// Below `below`, each as likely.
    pub fn even(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below as u64) as usize
    }

    /// Below `below`, the nth about 1 / (n + 20) as likely, as surnames are: the commonest has not quite one in a hundred.
    fn few_common(&mut self, below: usize) -> usize {
        const SHIFT: f64 = 20.0;
        let part = self.even(1 << 20) as f64 / f64::from(1 << 20);
        let rank = SHIFT * ((1.0 + below as f64 / SHIFT).powf(part) - 1.0);
        (rank as usize).min(below - 1)
    }
}

fn surname(chance: &mut Chance) -> String {
    let at = chance.few_common(ONSETS.len() * MIDDLES.len() * ENDS.len());
    // Neighbours in rank share no beginning.
    let (onset, middle, end) =
        (at % ONSETS.len(), at / ONSETS.len() % MIDDLES.len(), at / (ONSETS.len() * MIDDLES.len()));
    format!(
        "{}{}{}",
        ONSETS[onset],
        MIDDLES[(middle + onset * 5) % MIDDLES.len()],
        ENDS[(end + onset + middle) % ENDS.len()]
    )
}

/// The form of somebody who has never been here; `at` keeps people apart.
pub fn form(chance: &mut Chance, at: usize) -> PatientForm {
    let given = GIVEN[chance.few_common(GIVEN.len())];
    let second = GIVEN[chance.even(GIVEN.len())];
    let born = NaiveDate::from_ymd_opt(1935, 1, 1).unwrap_or_default() + Days::new(chance.even(88 * 365) as u64);
    // A household shares its telephone.
    let exchange = ["07700 900", "020 7946 0", "0121 496 0", "0131 496 0", "0141 496 0", "0161 496 0"][chance.even(6)];
    PatientForm {
        surname: surname(chance),
        given_names: if at.is_multiple_of(3) { given.into() } else { format!("{given} {second}") },
        preferred_name: String::new(),
        latin_name: String::new(),
        former_names: String::new(),
        born: TypedDate {
            day: born.format("%-d").to_string(),
            month: born.format("%-m").to_string(),
            year: born.format("%Y").to_string(),
        },
        born_estimated: false,
        sex: Some([Sex::Female, Sex::Male][at % 2]),
        address: format!("{} Sample Street\nLondon", at % 300 + 1),
        postcode: "ZZ99 3AA".into(),
        phone: if at.is_multiple_of(4) { format!("{exchange}{:03}", chance.even(1000)) } else { String::new() },
        email: format!("patient{at}@example.com"),
        contact_by: vec![ContactWay::Phone],
        contact_note: String::new(),
        needs: String::new(),
        nhs_number: String::new(),
        source: SOURCE.into(),
    }
}

/// Fills the clinic in one transaction, and expects a few of its patients today.
pub async fn fill(desk: &OpenDesk, count: usize) -> Result {
    let (clinic, today, by) = (desk.clinic(), desk.clock().today(), desk.who().id);
    let store = testing::store(desk);
    let mut write = store.write().await?;
    let mut chance = Chance::from(1);
    for at in 0..count {
        let form = form(&mut chance, at);
        let particulars = check(&form, &clinic.source_ids(), today)
            .map_err(|problems| format!("{:?}: {problems:?}", form.surname))?;
        let id = PatientId(format!("{at:08}-0000-4000-8000-000000000000"));
        let reference = format!("{}-{}", clinic.reference_prefix, 1_000_000 + at);
        let held = Patient {
            id: id.clone(),
            reference,
            particulars,
            revision: 1,
            created_at: NOW.into(),
            created_by: by.clone(),
        };
        patient::insert(write.conn(), &held).await?;
        if at % (count / ARRIVALS).max(1) == 0 {
            arrival::insert(write.conn(), &expected(at, id, today, &by, &clinic.treatments[0].id)).await?;
        }
    }
    Ok(write.commit().await?)
}

fn expected(at: usize, patient_id: PatientId, day: NaiveDate, by: &StaffId, treatment: &str) -> Arrival {
    Arrival {
        id: ArrivalId(format!("arrival-{at}")),
        patient_id,
        day,
        time: format!("{:02}:{:02}", 9 + at % 8, at % 60),
        treatment: treatment.into(),
        walk_in: false,
        state: State::Expected,
        here_at: None,
        done_at: None,
        at: NOW.into(),
        by: by.clone(),
    }
}
