//! The audit universe (9.2.2): what there is to audit, a system in a unit at a site.

use super::better::{Better, Hiding};
use super::rules::{Holds, Rule};
use super::system::words::Tier;

crate::register! {
    /// Audit areas: the universe from which audits are chosen, each a system in a unit.
    AuditArea, AuditAreaField: "audit_area" / "audit areas", "AA", "9.2.2", AuditsAndFindings, rules(RULES), reworded(), better(BETTER), hiding(Hiding::Counted), unasked(UNASKED);

    /// What it is called: Claims triage in Claims.
    title Title: text, "Area", title, sorted;
    /// The system.
    system System: link("system"), "System", listed;
    /// The part of the organisation.
    unit Unit: text, "Unit", searchable, listed, sorted;
    /// Where it is; sites are counted by it.
    site Site: text, "Site", searchable, sorted;
    /// How much hangs on it, by the organisation's own tiers.
    tier Tier: choice(Tier), "Tier", listed, sorted;
    /// Whether it is excluded from programmes, for a reason.
    excluded Excluded was "left_out": yes_no, "Excluded";
    /// Why it is excluded.
    excluded_because ExcludedBecause was "left_out_because": text, "Excluded because", reason;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}

/// How it comes to look better than it did.
static BETTER: &[Better] = &[
    Better::Lower { field: AuditAreaField::Tier.name(), from: Tier::GRAVEST_FIRST },
    Better::Says(AuditAreaField::Excluded.name(), true),
    Better::Comes(AuditAreaField::ExcludedBecause.name()),
    Better::Otherwise(AuditAreaField::ExcludedBecause.name()),
    // Whose work an area is decides who may not audit it.
    Better::Otherwise(AuditAreaField::Unit.name()),
];

/// It is of another system.
static UNASKED: &[Better] = &[Better::Otherwise(AuditAreaField::System.name())];

static RULES: &[Rule] = &[
    Rule {
        says: "An area is a system, a unit or a site.",
        clause: None,
        looks_at: &[],
        holds: Holds::AnyOf(&[AuditAreaField::System.name(), AuditAreaField::Unit.name(), AuditAreaField::Site.name()]),
    },
    Rule {
        says: "An area is excluded for a reason.",
        clause: Some("9.2.2"),
        looks_at: &[],
        holds: Holds::Needed {
            field: AuditAreaField::ExcludedBecause.name(),
            where_one: AuditAreaField::Excluded.name(),
            is: &["yes"],
        },
    },
];
