//! Parental responsibility: the law's table in every cell, how far a record has come, what stands against a release.

mod forms;
mod release;
mod table;
mod verdicts;
