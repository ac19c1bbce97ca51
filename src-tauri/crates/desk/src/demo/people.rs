//! The people of the throw-away clinic. None of them exists: telephone numbers are those set aside for fiction, mail
//! goes to example.com, postcodes and NHS numbers are ranges never issued.

use chrono::{Datelike, Days, NaiveDate};
use frontdesk_domain::id::{PatientId, StaffId};
use frontdesk_domain::nhs_number::NhsNumber;
use frontdesk_domain::patient::{ContactWay, Particulars, Sex};
use frontdesk_domain::search::fold;
use frontdesk_store::patient::Patient;

/// When somebody of the cast was born.
#[derive(Clone, Copy)]
enum Born {
    On(i32, u32, u32),
    /// Whole years and days before today; negative days lie after the birthday's day.
    Ago(i32, i64),
}

struct Character {
    surname: &'static str,
    given: &'static str,
    preferred: &'static str,
    latin: &'static str,
    born: Born,
    sex: Sex,
}

const fn character(surname: &'static str, given: &'static str, born: Born, sex: Sex) -> Character {
    Character { surname, given, preferred: "", latin: "", born, sex }
}

/// Those who have a part today or are easily confused, in the order [`super::day`] names them.
const CAST: [Character; 17] = [
    Character { preferred: "Amy", ..character("Okonkwo", "Amara Grace", Born::On(1990, 3, 14), Sex::Female) },
    character("Żółć", "Łukasz", Born::On(1979, 9, 2), Sex::Male),
    character("Ó Súilleabháin", "Niamh", Born::On(2001, 1, 19), Sex::Female),
    character("Testpatient", "Rowan", Born::Ago(18, -1), Sex::Unspecified),
    character("Adeyemi", "Folake", Born::On(1966, 5, 8), Sex::Female),
    character("Hartley", "Joan", Born::On(1951, 1, 30), Sex::Female),
    Character { latin: "Yusuf Mohammed", ..character("محمد", "يوسف", Born::On(1983, 12, 11), Sex::Male) },
    character("Lindqvist", "Saga", Born::On(1995, 8, 3), Sex::Female),
    character("Brennan", "Kai", Born::Ago(14, 285), Sex::Male),
    Character {
        latin: "Dmitry Ivanov", ..character("Иванов", "Дмитрий", Born::On(1972, 6, 21), Sex::Male)
    },
    character("Nguyễn", "Thị Ánh", Born::On(1988, 7, 4), Sex::Female),
    character("Nguyễn", "Thị Anh", Born::On(1988, 4, 7), Sex::Female),
    Character { preferred: "Annie", ..character("Nguyen", "Anh Minh", Born::On(1988, 2, 21), Sex::Female) },
    Character {
        latin: "Devi Sharma", ..character("शर्मा", "देवनागरी", Born::On(1977, 10, 15), Sex::Female)
    },
    Character { latin: "Yael Cohen", ..character("כהן", "יעל", Born::On(1992, 4, 2), Sex::Female) },
    character("Παπαδοπούλου", "Ελένη", Born::On(1985, 2, 28), Sex::Female),
    // 16 in a week.
    character("Ferreira", "Inês", Born::Ago(15, 358), Sex::Female),
];

const SURNAMES: [&str; 37] = [
    "Achebe",
    "Ahmed",
    "Andersson",
    "Baker",
    "Begum",
    "Bianchi",
    "Castillo",
    "Chen",
    "Davies",
    "Dubois",
    "Edwards",
    "Featherstonehaugh",
    "Fitzgerald",
    "García Núñez",
    "Hughes",
    "Iqbal",
    "Jovanović",
    "Kaur",
    "Kowalczyk",
    "Kılıç",
    "Macdonald",
    "Mbeki",
    "Müller",
    "Novák",
    "O'Neill",
    "Osei",
    "Patel",
    "Phạm",
    "Popescu",
    "Rahman",
    "Silva",
    "Smith-Jones",
    "Szabó",
    "Tanaka",
    "Williams",
    "Yılmaz",
    "Zając",
];

const GIVEN: [(&str, Sex); 29] = [
    ("Aisha", Sex::Female),
    ("Ben", Sex::Male),
    ("Chiara", Sex::Female),
    ("Daniel", Sex::Male),
    ("Elif", Sex::Female),
    ("Faisal", Sex::Male),
    ("Grace", Sex::Female),
    ("Hugo", Sex::Male),
    ("Inês", Sex::Female),
    ("Jamal", Sex::Male),
    ("Katarzyna", Sex::Female),
    ("Léo", Sex::Male),
    ("Mei", Sex::Female),
    ("Noah", Sex::Male),
    ("Olivia", Sex::Female),
    ("Piotr", Sex::Male),
    ("Quinn", Sex::Unspecified),
    ("Rosa", Sex::Female),
    ("Samuel", Sex::Male),
    ("Tamsin", Sex::Female),
    ("Uche", Sex::Male),
    ("Valentina", Sex::Female),
    ("William", Sex::Male),
    ("Xin", Sex::Female),
    ("Yara", Sex::Female),
    ("Zoltán", Sex::Male),
    ("Søren", Sex::Male),
    ("Zoë", Sex::Female),
    ("Owain", Sex::Male),
];

const NEEDS: [&str; 5] =
    ["Large print", "Wheelchair access", "Polish interpreter", "Hearing loop", "A quiet place to wait"];
const STREETS: [&str; 6] =
    ["Sample Street", "Example Road", "Fiction Lane", "Specimen Way", "Pretend Mews", "Model Gardens"];

/// Days since somebody was registered: from today back over two years.
pub(super) fn registered_days_ago(at: usize) -> u64 {
    // Amara's own history; somebody who registers today; the others spread without a pattern to see.
    match at {
        0 => 174,
        1 => 0,
        _ => (at as u64 * 37) % 700 + 20,
    }
}

/// The first `count` people, the cast first. References and dates of registration are filled in by the caller.
pub(super) fn all(today: NaiveDate, count: usize) -> Vec<Patient> {
    (0..count).map(|at| patient(at, CAST.get(at).map_or_else(|| extra(at, today), |of| from_cast(of, today)))).collect()
}

struct Person {
    surname: String,
    given: String,
    preferred: Option<String>,
    latin: Option<String>,
    born: NaiveDate,
    sex: Sex,
}

fn from_cast(of: &Character, today: NaiveDate) -> Person {
    let text = |text: &str| Some(text.to_string()).filter(|text| !text.is_empty());
    let born = match of.born {
        Born::On(year, month, day) => NaiveDate::from_ymd_opt(year, month, day).unwrap_or(today),
        Born::Ago(years, days) => years_before(today, years) - chrono::Duration::days(days),
    };
    Person {
        surname: of.surname.into(),
        given: of.given.into(),
        preferred: text(of.preferred),
        latin: text(of.latin),
        born,
        sex: of.sex,
    }
}

/// 29 February becomes 28 February in a common year.
fn years_before(day: NaiveDate, years: i32) -> NaiveDate {
    let year = day.year() - years;
    NaiveDate::from_ymd_opt(year, day.month(), day.day())
        .or_else(|| NaiveDate::from_ymd_opt(year, day.month(), 28))
        .unwrap_or(day)
}

fn extra(at: usize, today: NaiveDate) -> Person {
    let surname = SURNAMES[at * 11 % SURNAMES.len()];
    let (given, sex) = GIVEN[at * 7 % GIVEN.len()];
    // One in twenty is a child, one in twenty 16 or 17; the others are grown up to 95.
    let years = match at % 20 {
        3 => 5 + at * 3 % 11,
        11 => 16 + at / 20 % 2,
        _ => 18 + at * 29 % 78,
    };
    let born = years_before(today, i32::try_from(years).unwrap_or(40)) - Days::new((at as u64 * 53) % 364);
    Person { surname: surname.into(), given: given.into(), preferred: None, latin: None, born, sex }
}

fn patient(at: usize, is: Person) -> Patient {
    let way = [ContactWay::Text, ContactWay::Email, ContactWay::Phone, ContactWay::Post][at % 4];
    // Amara's number ends 482, as on every picture of the desk.
    let phone = format!("07700 900{:03}", if at == 0 { 482 } else { at });
    let mailbox: String =
        fold(&is.given).split(' ').next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    let email = match (at, mailbox.as_str()) {
        (0, _) => "amara@example.com".to_string(),
        (_, "") => format!("patient{at}@example.com"),
        (_, name) => format!("{name}{at}@example.com"),
    };
    Patient {
        id: PatientId(super::visit::id(1, at)),
        reference: String::new(),
        particulars: Particulars {
            surname: is.surname,
            given_names: is.given,
            preferred_name: is.preferred,
            latin_name: is.latin,
            former_names: None,
            born: is.born,
            born_estimated: at % 97 == 60,
            sex: is.sex,
            address: Some(format!("{} {}\nLondon", at % 89 + 1, STREETS[at % STREETS.len()])),
            postcode: Some(format!("ZZ99 3{}{}", letter(at), letter(at * 5 + 2))),
            phone: Some(phone),
            email: (at % 9 != 5).then_some(email),
            contact_by: vec![way],
            contact_note: (at == 0).then(|| "not before 10:00".to_string()),
            needs: (at == 0 || at % 14 == 9).then(|| NEEDS[at % NEEDS.len()].to_string()),
            nhs_number: at.is_multiple_of(4).then(|| nhs_number(at)),
            source: ["attendance", "form", "booking", "enquiry"][at % 4].to_string(),
        },
        revision: 1,
        created_at: String::new(),
        created_by: StaffId(String::new()),
    }
}

fn letter(at: usize) -> char {
    // Letters that inward codes use.
    const LETTERS: [char; 20] =
        ['A', 'B', 'D', 'E', 'F', 'G', 'H', 'J', 'L', 'N', 'P', 'Q', 'R', 'S', 'T', 'U', 'W', 'X', 'Y', 'Z'];
    LETTERS[at % LETTERS.len()]
}

/// A number of the range set aside for tests, with its check digit. One stem in eleven has none and is passed over.
fn nhs_number(at: usize) -> String {
    let stems = (0..11).map(|step| at * 11 + step + 1);
    stems
        .flat_map(|stem| (0..10).map(move |digit| format!("999{stem:06}{digit}")))
        .find(|number| NhsNumber::parse(number).is_ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use frontdesk_domain::age::age_on;

    use super::*;

    fn people() -> Vec<Patient> {
        all(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(), 200)
    }

    #[test]
    fn nobody_in_the_throw_away_clinic_can_be_reached_or_found_elsewhere() {
        for patient in people() {
            let is = patient.particulars;
            assert!(is.phone.unwrap().starts_with("07700 900"));
            assert!(is.email.is_none_or(|email| email.ends_with("@example.com")));
            assert!(is.postcode.unwrap().starts_with("ZZ99 "));
            assert!(is.nhs_number.is_none_or(|number| number.starts_with("999") && NhsNumber::parse(&number).is_ok()));
        }
    }

    #[test]
    fn the_same_day_gives_the_same_people_and_no_two_are_alike() {
        assert_eq!(people(), people());
        let keys: HashSet<_> =
            people().into_iter().map(|is| (is.particulars.list_name(), is.particulars.born)).collect();
        assert_eq!(keys.len(), 200);
        let phones: HashSet<_> = people().into_iter().map(|is| is.particulars.phone).collect();
        assert_eq!(phones.len(), 200);
    }

    #[test]
    fn some_are_under_16_some_16_or_17_and_one_turns_18_tomorrow() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let ages: Vec<u32> = people().iter().map(|is| age_on(is.particulars.born, today).unwrap()).collect();
        assert!(ages.iter().filter(|age| **age < 16).count() >= 5);
        assert!(ages.iter().filter(|age| (16..18).contains(*age)).count() >= 5);
        assert_eq!(people()[3].particulars.born, NaiveDate::from_ymd_opt(2008, 11, 25).unwrap());
    }
}
