//! What goes out about a child: to an adult without the child's address, without other adults, without the child's voice.

use std::collections::BTreeMap;

use frontdesk_documents::{DisclosureItem, ItemBody, SubjectAccessResponse};
use frontdesk_domain::record_name;
use frontdesk_domain::role::Role;
use frontdesk_domain::search::fold;
use frontdesk_domain::third_party::{Detail, Find, Kind, People};
use frontdesk_store::rights_request::{self, RightsRequest};
use frontdesk_store::{Conn, consent_answer, patient_revision, staff};

use super::gather::{Case, of_child};
use super::response::values;
use crate::error::Result;
use crate::open::OpenDesk;
use crate::parental::Child;
use crate::request::by_adult;

/// Stands where something was taken out.
const OUT: &str = "[left out]";
/// Stands where another adult was named.
const SOMEBODY: &str = "[another adult]";
/// Stands where somebody at the desk was named who is no health professional.
const STAFF: &str = "[a member of staff]";
/// Rows of the particulars that an adult is not given.
const NOT_GIVEN: [&str; 5] = ["Address", "Postcode", "Telephone", "Email", "When or how to reach"];

/// A place in what is held where somebody else may be named: a person decides.
pub(crate) struct Named {
    /// The same for the same words in the same place.
    pub key: String,
    pub table: &'static str,
    /// The item it stands in.
    pub what: String,
    /// The line up to it, it, and the rest of the line.
    pub line: [String; 3],
    pub kind: Kind,
}

/// What can be given, and the places in it that nobody has decided about.
pub(crate) struct Given {
    pub items: Vec<(&'static str, DisclosureItem)>,
    pub named: Vec<Named>,
    /// How many places were taken out, by the matcher or by a person.
    pub taken_out: usize,
}

/// Everything that may be given, with its table; `adult` is who asks, when it is not the child. `decided` says of a place,
/// by its key, whether it is taken out; what is not decided yet stays in.
pub(crate) async fn child_items(
    conn: &mut Conn,
    child: &Child,
    adult: Option<&str>,
    decided: &BTreeMap<String, bool>,
) -> Result<Given> {
    let case = Case::load(conn, child.clinic.clone(), child.patient.clone()).await?;
    let items = of_child(conn, &case, adult.is_some()).await?;
    let mut given = Given { items, named: Vec::new(), taken_out: 0 };
    if let Some(adult) = adult {
        let others = Others::load(conn, child, adult).await?;
        let mut items = std::mem::take(&mut given.items);
        for (table, item) in &mut items {
            others.take_out(table, item, decided, &mut given);
        }
        given.items = items;
    }
    Ok(given)
}

/// Whom a response to an adult names, and whom not, with what stands in the place of each.
struct Others {
    people: People,
    instead: Vec<&'static str>,
}

impl Others {
    async fn load(conn: &mut Conn, child: &Child, adult: &str) -> Result<Self> {
        let mut others: Vec<(Detail, &'static str)> = Vec::new();
        let mut kept: Vec<Detail> = Vec::new();
        let revisions = patient_revision::for_patient(conn, &child.patient.id).await?;
        let before = revisions.iter().map(|revision| &revision.before);
        for is in std::iter::once(&child.patient.particulars).chain(before) {
            others.extend(is.address.clone().map(|address| (Detail::Address(address), OUT)));
            others.extend(is.postcode.clone().map(|postcode| (Detail::Postcode(postcode), OUT)));
            others.extend(is.phone.clone().map(|phone| (Detail::Phone(phone), OUT)));
            others.extend(is.email.clone().map(|email| (Detail::Email(email), OUT)));
            kept.push(Detail::Name { given: is.given_names.clone(), surname: is.surname.clone() });
            let called = is.preferred_name.iter().chain(&is.latin_name);
            kept.extend(called.map(|name| whole_name(name)));
            let former = record_name::former_names(is.former_names.as_deref().unwrap_or_default(), &is.given_names);
            kept.extend(former.into_iter().map(|(surname, given)| Detail::Name { given, surname }));
        }
        let asks = child.newest(adult).map(|record| &record.requester);
        for record in &child.records {
            let requester = &record.requester;
            let name = Detail::Name { given: requester.given_names.clone(), surname: requester.surname.clone() };
            let born = requester.born.map(Detail::Born);
            if record.adult_id == adult {
                kept.push(name);
                kept.extend(born);
            } else {
                others.push((name, SOMEBODY));
                others.extend(born.map(|born| (born, SOMEBODY)));
            }
        }
        // A name as somebody gave it, at an answer or a request: of the one who asks, or of another.
        let answers = consent_answer::for_patient(conn, &child.patient.id).await?;
        let requests = rights_request::for_patient(conn, &child.patient.id).await?;
        let spoke = answers.into_iter().filter_map(|answer| answer.speaker);
        let asked = requests.into_iter().filter_map(|request| request.requester_name);
        let is = &child.patient.particulars;
        let own = [Some(format!("{} {}", is.given_names, is.surname)), asks.map(|asks| asks.name())];
        for name in spoke.chain(asked).filter(|name| !own.iter().flatten().any(|own| fold(own) == fold(name))) {
            others.push((whole_name(&name), SOMEBODY));
        }
        for person in staff::all(conn).await? {
            match person.role {
                Role::Clinician => kept.push(whole_name(&person.name)),
                _ => others.push((whole_name(&person.name), STAFF)),
            }
        }
        let clinic = &child.clinic;
        kept.extend([
            Detail::Phone(clinic.phone.clone()),
            Detail::Email(clinic.privacy_email.clone()),
            Detail::Address(clinic.address.clone()),
        ]);
        others.retain(|(detail, _)| !is_blank(detail));
        kept.retain(|detail| !is_blank(detail));
        // The one who asks works here, or is called as somebody is who does: they may be named.
        others.retain(|(detail, instead)| *instead != STAFF || !kept.contains(detail));
        let (others, instead) = others.into_iter().unzip();
        Ok(Self { people: People { others, kept }, instead })
    }

    fn take_out(
        &self,
        table: &'static str,
        item: &mut DisclosureItem,
        decided: &BTreeMap<String, bool>,
        given: &mut Given,
    ) {
        let what = item.what.clone();
        let mut clean = |text: &mut String| self.clean(table, &what, text, decided, given);
        match &mut item.body {
            ItemBody::Record(rows) => {
                for row in rows {
                    if NOT_GIVEN.contains(&row.label.as_str()) {
                        row.value = OUT.to_string();
                    } else {
                        clean(&mut row.value);
                    }
                    clean(&mut row.by);
                }
            }
            ItemBody::Table { rows, .. } => rows.iter_mut().flatten().for_each(clean),
            ItemBody::Text(lines) => lines.iter_mut().for_each(clean),
        }
    }

    /// Takes out of a text what is certain and what was decided so; notes what is left to decide.
    fn clean(
        &self,
        table: &'static str,
        what: &str,
        text: &mut String,
        decided: &BTreeMap<String, bool>,
        given: &mut Given,
    ) {
        let finds = self.people.find(text);
        if finds.is_empty() {
            return;
        }
        let mut clean = String::with_capacity(text.len());
        let (mut from, mut open) = (0, Vec::new());
        for find in finds {
            let key = key(table, text, &find);
            clean.push_str(&text[from..find.start]);
            from = find.end;
            let take_out = find.certain || decided.get(&key) == Some(&true);
            if take_out {
                given.taken_out += 1;
                clean.push_str(self.instead(&find));
                continue;
            }
            if !decided.contains_key(&key) {
                open.push((key, clean.len(), find.end - find.start, find.kind));
            }
            clean.push_str(&text[find.start..find.end]);
        }
        clean.push_str(&text[from..]);
        for (key, at, length, kind) in open {
            if given.named.iter().all(|other| other.key != key) {
                let (before, rest) = clean.split_at(at);
                let (found, after) = rest.split_at(length);
                let line = [before.to_string(), found.to_string(), after.to_string()];
                given.named.push(Named { key, table, what: what.to_string(), line, kind });
            }
        }
        *text = clean;
    }

    fn instead(&self, find: &Find) -> &'static str {
        match (find.whose.and_then(|whose| self.instead.get(whose)), find.kind) {
            (Some(instead), _) => instead,
            (None, Kind::Name | Kind::Born) => SOMEBODY,
            (None, _) => OUT,
        }
    }
}

fn key(table: &str, text: &str, find: &Find) -> String {
    let place = format!("{table}\n{text}\n{}\n{}", find.start, find.end);
    crate::signing::sha256(place.as_bytes()).chars().take(16).collect()
}

/// A name that was given as one: its last word is the surname.
fn whole_name(name: &str) -> Detail {
    let words: Vec<&str> = name.split_whitespace().collect();
    match words.split_last() {
        Some((last, [])) => Detail::Name { given: (*last).to_string(), surname: String::new() },
        Some((last, given)) => Detail::Name { given: given.join(" "), surname: (*last).to_string() },
        None => Detail::Name { given: String::new(), surname: String::new() },
    }
}

fn is_blank(detail: &Detail) -> bool {
    match detail {
        Detail::Name { given, surname } => given.trim().is_empty() && surname.trim().is_empty(),
        Detail::Phone(text)
        | Detail::Number(text)
        | Detail::Email(text)
        | Detail::Postcode(text)
        | Detail::Address(text) => text.trim().is_empty(),
        Detail::Born(_) => false,
    }
}

/// The response as it goes out: nothing left to decide, no mark of a draft.
pub(crate) async fn release_values(
    desk: &OpenDesk,
    conn: &mut Conn,
    child: &Child,
    request: &RightsRequest,
    items: Vec<DisclosureItem>,
) -> Result<SubjectAccessResponse> {
    let case = Case::load(conn, child.clinic.clone(), child.patient.clone()).await?;
    let mut values = values(desk, &child.clinic, request, &case, items, Vec::new(), false);
    if by_adult(request) {
        values.paragraphs.push(
            "We left out what the law keeps from being given on a request by parental responsibility, the child’s address among it. The child’s own rights and interests come first."
                .to_string(),
        );
    }
    Ok(values)
}
