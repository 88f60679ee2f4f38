//! Lists of all records of a kind, asked about one record: the equality that makes it a hash join, or a refusal.

use super::compile::Compiler;
use super::expression::{Comparison, Expression, Join, MacroKind, Step, Type};
use super::syntax::{ConditionError, Place};
use crate::record::{FieldId, KindId};

/// The join of a macro, where it needs one.
pub(super) fn find(
    compiler: &mut Compiler<'_, '_>,
    kind: MacroKind,
    list: &Expression,
    slot: usize,
    body: &Expression,
    outer: u64,
    at: &Place,
) -> Result<Option<Join>, ConditionError> {
    // A list that is reached through a reference would be walked again for every record that refers to it.
    if let Step::Reverse(record, relation) = &list.step
        && !matches!(record.step, Step::Local(_) | Step::Authority(_))
    {
        let relation = &compiler.scope.schema.relations[relation.at()];
        let from = compiler.scope.schema.get(relation.from);
        let field = &from.fields()[relation.field.at()].name;
        return Err(ConditionError::new(
            at.clone(),
            "this list would be walked once for each record that leads to it",
        )
        .suggest(format!("`{}.{}(x, x.{field} == … && …)`", from.plural, kind.name())));
    }
    if outer == 0 {
        return Ok(None);
    }
    let is_few = compiler.scope.schema.get(compiler.scope.kind).file.few && outer == 1;
    let Step::Records(records) = list.step else {
        return match !is_few && contains_records(list) {
            true => Err(refuse(kind, at)
                .suggest("one macro over the records themselves, the conditions joined with `&&`")),
            false => Ok(None),
        };
    };
    let wanted = match kind {
        MacroKind::All => Comparison::NotEqual,
        MacroKind::Map if is_few => return Ok(None),
        MacroKind::Map => return Err(refuse(kind, at).suggest("`.filter(x, x.field == …).map(x, …)`")),
        _ => Comparison::Equal,
    };
    let Some((field, probe)) = equality(body, wanted, records, slot) else {
        if is_few {
            return Ok(None);
        }
        let example = match kind {
            MacroKind::All => "`x.field != record.field || …`",
            _ => "`x.field == record.field && …`",
        };
        return Err(refuse(kind, at).suggest(example));
    };
    // The probe is a part of the body: it is compiled anew from its own place in the tree.
    match copy(probe) {
        Some(probe) => Ok(Some(Join { kind: records, field, probe })),
        None if is_few => Ok(None),
        None => Err(refuse(kind, at).suggest("a name from [let] for the other side of the equality")),
    }
}

fn refuse(kind: MacroKind, at: &Place) -> ConditionError {
    let message = format!(
        "`{}` over all records of a kind, asked anew for each record, needs an equality to begin from",
        kind.name()
    );
    ConditionError::new(at.clone(), message)
}

fn contains_records(list: &Expression) -> bool {
    match &list.step {
        Step::Records(_) => true,
        Step::Definition(_) => list.reads == 0,
        Step::Once(_, inner) => contains_records(inner),
        Step::Macro(inner) => contains_records(&inner.list),
        Step::Arithmetic(_, one, other) => contains_records(one) || contains_records(other),
        Step::Call(_, arguments) => arguments.iter().any(contains_records),
        _ => false,
    }
}

/// The first `variable.field == probe` among the parts that must all hold (of `all`: `!=` among those of which one must).
fn equality(
    body: &Expression,
    wanted: Comparison,
    kind: KindId,
    slot: usize,
) -> Option<(FieldId, &Expression)> {
    match (&body.step, wanted) {
        (Step::And(left, right), Comparison::Equal) | (Step::Or(left, right), Comparison::NotEqual) => {
            equality(left, wanted, kind, slot).or_else(|| equality(right, wanted, kind, slot))
        }
        (Step::Not(inner), Comparison::NotEqual) => {
            equality(inner, Comparison::Equal, kind, slot).filter(|_| matches!(inner.step, Step::Compare(..)))
        }
        (Step::Compare(comparison, left, right), _) if *comparison == wanted => {
            side(left, right, kind, slot).or_else(|| side(right, left, kind, slot))
        }
        _ => None,
    }
}

fn side<'e>(
    own: &'e Expression,
    probe: &'e Expression,
    kind: KindId,
    slot: usize,
) -> Option<(FieldId, &'e Expression)> {
    let Step::Field(record, of, field) = &own.step else { return None };
    let is_own = matches!(record.step, Step::Local(at) if usize::from(at) == slot) && *of == kind;
    let keyed = !matches!(own.type_, Type::List(_) | Type::Number | Type::Time);
    (is_own && keyed && probe.reads & (1 << slot) == 0).then_some((*field, probe))
}

/// A probe is a field, a local or a simple call on them; anything else is not joined on.
fn copy(expression: &Expression) -> Option<Expression> {
    let step = match &expression.step {
        Step::Constant(constant) => Step::Constant(constant.clone()),
        Step::AsOf => Step::AsOf,
        Step::Authority(kind) => Step::Authority(*kind),
        Step::Local(slot) => Step::Local(*slot),
        Step::Definition(at) => Step::Definition(*at),
        Step::Field(record, kind, field) => Step::Field(Box::new(copy(record)?), *kind, *field),
        Step::Arithmetic(sign, left, right) => {
            Step::Arithmetic(*sign, Box::new(copy(left)?), Box::new(copy(right)?))
        }
        Step::Negate(inner) => Step::Negate(Box::new(copy(inner)?)),
        Step::Call(function, arguments) => {
            Step::Call(*function, arguments.iter().map(copy).collect::<Option<_>>()?)
        }
        _ => return None,
    };
    Some(Expression {
        step,
        type_: expression.type_.clone(),
        place: expression.place.clone(),
        reads: expression.reads,
    })
}
