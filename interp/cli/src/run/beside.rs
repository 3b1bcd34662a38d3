//! Many runs of one project over the same data.

use heng_interp::eval::{Options as EvaluationOptions, Outcome, evaluate_with};
use heng_interp::program::{ParameterNote, Program};
use heng_interp::run::data_faults;
use heng_interp::table::{ColumnRule, Schema};

use super::prepare::{Ready, compiled, prepared, read_for};
use super::{Done, Prepared, Request, Variant, parameters, years};
use crate::project::Project;
use crate::shell::Shell;

/// Evaluates the project with a variant laid over it. What was read for `base` is used again where the variant reads nothing else;
/// as many of these may go on at a time as there are cores.
///
/// # Errors
/// All that is wrong where it stopped.
pub fn evaluated_beside<T>(
    base: &Prepared,
    (project, request): (&Project, &Request),
    variant: &Variant,
    shell: &mut Shell<'_>,
    see: impl FnOnce(&Outcome<'_>) -> T,
) -> Result<T, Box<Done>> {
    let mut done = Done::default();
    let alone = EvaluationOptions { threads: 1, ..shell.evaluation };
    let ready = compiled(&mut done, project, request, variant).and_then(|mut ready| {
        years::narrow(&mut ready.program, &parameters::settings(project, request)?)?;
        Ok(ready)
    });
    let Ready { program, files } = match ready {
        Ok(ready) => ready,
        Err(trouble) => return Err(done.stopped(trouble)),
    };
    let own;
    let inputs = if reads_no_more(&program, &base.program) {
        if let Err(trouble) = parameters::refuse_unbound(&program, &base.inputs.parameters) {
            return Err(done.stopped(trouble));
        }
        &base.inputs
    } else {
        let mut whole = Done::default();
        let ready = Ready { program: program.clone(), files };
        let reading = read_for(&mut whole, ready, (project, variant), request, shell);
        own = prepared(whole, reading, alone)?.inputs;
        &own
    };
    let outcome = evaluate_with(&program, inputs, alone);
    done.faults.extend(data_faults(&outcome));
    if let Err(trouble) = done.refuse_faults() {
        return Err(done.stopped(trouble));
    }
    Ok(see(&outcome))
}

/// Whether a program can be evaluated with what was read for another: the same tables and parameters, and no column more.
fn reads_no_more(program: &Program, other: &Program) -> bool {
    let parameter = |note: &ParameterNote| (note.name.clone(), note.ty.clone(), note.source);
    let same_parameters = program.parameters.iter().map(parameter).eq(other.parameters.iter().map(parameter));
    let no_more = |new: &Schema, old: &Schema| {
        let columns = new.columns.iter().zip(&old.columns);
        let mut covered = columns.map(|(new, old)| {
            let like = ColumnRule { used: old.used, ..new.clone() };
            like == *old && (old.used || !new.used)
        });
        (&new.name, new.made, &new.results_of, new.spare, new.columns.len())
            == (&old.name, old.made, &old.results_of, old.spare, old.columns.len())
            && covered.all(|covered| covered)
    };
    let tables = program.tables.iter().zip(&other.tables);
    same_parameters
        && program.tables.len() == other.tables.len()
        && tables.into_iter().all(|(new, old)| no_more(new, old))
}
