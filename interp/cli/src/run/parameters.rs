//! What the run sets: `-p`, `--as-of`, the manifest's parameters, decisions on the whole.

use heng_grammar::diagnostic::Diagnostic;
use heng_interp::eval::required_parameters;
use heng_interp::program::{ParameterId, ParameterNote, ParameterSource, Program};
use heng_interp::run::parameter_rule;
use heng_interp::value::{Date, Value};

use super::Request;
use super::fault::{self, AS_OF};
use super::years::is_years;
use crate::Exit;
use crate::project::{Project, Trouble};

/// A parameter as it was set, for the receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// 年度
    pub name: String,
    /// As written.
    pub value: String,
}

/// The day that a run is made for, which says what amendments are in force: that of `--as-of`, else that of the manifest.
///
/// # Errors
/// H0906 where it is no day.
pub fn day(project: &Project, as_of: Option<&str>) -> Result<Option<Date>, Trouble> {
    let Some(written) = as_of.or(project.manifest.as_of.as_deref()) else { return Ok(None) };
    match Date::parse(written) {
        Some(day) => Ok(Some(day)),
        None => Err(Trouble::usage(fault::not_a_day(written))),
    }
}

/// The settings of a run: the command line's, then those of the manifest that it does not overrule.
///
/// # Errors
/// H0906 where an option is no setting.
pub(super) fn settings(project: &Project, request: &Request) -> Result<Vec<Setting>, Trouble> {
    let mut settings: Vec<Setting> = Vec::new();
    for written in &request.parameters {
        let Some((name, value)) = written.split_once('=') else {
            return Err(Trouble::usage(fault::not_a_setting(written)));
        };
        settings.push(Setting { name: name.trim().to_owned(), value: value.trim().to_owned() });
    }
    let as_of = request.as_of.clone().or_else(|| project.manifest.as_of.clone());
    settings.extend(as_of.map(|value| Setting { name: AS_OF.to_owned(), value }));
    for (name, value) in &project.manifest.parameters {
        if !settings.iter().any(|setting| setting.name == *name) {
            settings.push(Setting { name: name.clone(), value: value.text() });
        }
    }
    Ok(settings)
}

/// The parameters of a program, set. A date as of that the program does not ask for is for the register alone.
///
/// # Errors
/// H0906 for every setting without a parameter, and every value that does not fit.
pub(super) fn set(program: &Program, settings: &[Setting]) -> Result<Vec<Option<Value>>, Trouble> {
    let mut values: Vec<Option<Value>> = vec![None; program.parameters.len()];
    let mut faults = Vec::new();
    for setting in settings {
        let Some(id) = program.parameter(&setting.name) else {
            if setting.name != AS_OF && !is_years(program, setting) {
                faults.push(fault::unknown_parameter(&setting.name, program));
            }
            continue;
        };
        let Some(note) = program.parameters.get(id.index()) else { continue };
        match read(program, note, &setting.value) {
            Ok(value) => {
                if let Some(slot) = values.get_mut(id.index()) {
                    *slot = Some(value);
                }
            }
            Err(report) => faults.push(*report),
        }
    }
    if faults.is_empty() { Ok(values) } else { Err(Trouble::of(faults, Exit::Usage)) }
}

/// A value written for a parameter.
pub(super) fn read(program: &Program, note: &ParameterNote, written: &str) -> Result<Value, Box<Diagnostic>> {
    let rule = parameter_rule(program, note);
    heng_data::read_value(&rule, written).map_err(|complaint| {
        let expected = complaint.expected.clone();
        let (mut zh, mut en) = (complaint.title.zh.clone(), complaint.title.en.clone());
        if let Some(expected) = expected {
            zh = format!("{zh}，应为{}", expected.zh);
            en = format!("{en}, expected {}", expected.en);
        }
        Box::new(fault::wrong_value(note, written, &zh, &en))
    })
}

/// Refuses a run that needs a value nobody has set: H0909 for what documents leave open, H0913 for what the run sets.
///
/// # Errors
/// Every such value.
pub fn refuse_unbound(program: &Program, values: &[Option<Value>]) -> Result<(), Trouble> {
    let mut open = Vec::new();
    let mut unset = Vec::new();
    for id in required_parameters(program) {
        let Some(note) = lacking(program, values, id) else { continue };
        match note.source {
            ParameterSource::Open => open.push(fault::unbound(note)),
            ParameterSource::Run => unset.push(fault::unset(note)),
            ParameterSource::Decision => {}
        }
    }
    if !open.is_empty() {
        open.extend(unset);
        return Err(Trouble::undecided(open));
    }
    if unset.is_empty() {
        return Ok(());
    }
    Err(Trouble::of(unset, Exit::Usage))
}

fn lacking<'p>(program: &'p Program, values: &[Option<Value>], id: ParameterId) -> Option<&'p ParameterNote> {
    let note = program.parameters.get(id.index())?;
    let set = values.get(id.index()).is_some_and(Option::is_some);
    (!set && note.default.is_none()).then_some(note)
}
