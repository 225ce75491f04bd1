//! The words of a system: what can stand in it.

use crate::domain::competence::Technology;

crate::choices! {
    /// Where a system comes from.
    Origin {
        InHouse = "in-house", "In-house";
        Vendor = "vendor", "Vendor";
        OpenSource = "open-source", "Open source";
        Mixed = "mixed", "Mixed";
    }
}

crate::choices! {
    /// What the organisation is to the system (4.1).
    Role {
        Provider = "provider", "Provider";
        Producer = "producer", "Producer";
        Deployer = "deployer", "Deployer";
        User = "user", "User";
        Partner = "partner", "Partner";
        Importer = "importer", "Importer";
        Distributor = "distributor", "Distributor";
    }
}

crate::choices! {
    /// The life-cycle stages of ISO/IEC 22989.
    Stage {
        Inception = "inception", "Inception";
        Development = "development", "Design and development";
        Verification = "verification", "Verification and validation";
        Deployment = "deployment", "Deployment";
        Operation = "operation", "Operation and monitoring";
        Reevaluation = "re-evaluation", "Re-evaluation";
        Retired = "retired", "Retired", Gone;
    }
}

crate::choices! {
    /// Where a system stands in its life cycle: one of its stages, or nothing that was said yet.
    State {
        Unstated = "unstated", "Not stated";
        Inception = "inception", "Inception";
        Development = "development", "Design and development";
        Verification = "verification", "Verification and validation";
        Deployment = "deployment", "Deployment";
        Operation = "operation", "Operation and monitoring";
        Reevaluation = "re-evaluation", "Re-evaluation";
        Retired = "retired", "Retired", Gone;
    }
}

crate::moves! {
    /// The moves of a system.
    SystemMove {
        Conceive = "conceive", Develop = "develop", Verify = "verify", Deploy = "deploy", Operate = "operate",
        Reevaluate = "reevaluate", Retire = "retire", Revive = "revive", Adopt = "adopt", Exclude = "exclude",
        Include = "include", Lower = "lower",
    }
}

crate::choices! {
    /// The organisation's own tier of risk; the standard defines none.
    Tier {
        Low = "low", "Low";
        Medium = "medium", "Medium";
        High = "high", "High";
        Critical = "critical", "Critical", Watch;
    }
}

impl Tier {
    /// The keys, from the gravest on.
    pub const GRAVEST_FIRST: &'static [&'static str] =
        &[Self::Critical.key(), Self::High.key(), Self::Medium.key(), Self::Low.key()];
}

crate::choices! {
    /// Levels of automation of ISO/IEC 22989, from 0 to 6.
    Automation {
        None = "none", "0 No automation";
        Assistance = "assistance", "1 Assistance";
        Partial = "partial", "2 Partial automation";
        Conditional = "conditional", "3 Conditional automation";
        High = "high", "4 High automation";
        Full = "full", "5 Full automation";
        Autonomy = "autonomy", "6 Autonomy";
    }
}

crate::choices! {
    /// Classes of the EU AI Act. They are no ladder: transparency duties can come together with high risk.
    LegalClass {
        Prohibited = "prohibited", "Prohibited", Watch;
        HighRisk = "high-risk", "High-risk";
        Transparency = "transparency", "Transparency duties";
        Minimal = "minimal", "Minimal";
        GeneralPurpose = "general-purpose", "General-purpose model";
        SystemicRisk = "systemic-risk", "General-purpose model with systemic risk";
    }
}

crate::words! {
    /// The organisation's AI systems: what they are for, who owns them, how they are classed.
    System, SystemField: "system" / "systems", "SYS", "4.3, A.6.2", Systems;

    /// What the system is called.
    name Name: text, "Name", title, sorted;
    /// Who answers for the system.
    owner Owner: person, "Owner", listed;
    /// The part of the organisation that uses it.
    unit Unit: text, "Unit", searchable, sorted;
    /// Whether it was made in the organisation or bought.
    origin Origin: choice(Origin), "Origin";
    /// Who supplies it, where it is bought.
    vendor Vendor: text, "Vendor", searchable;
    /// What the organisation is to the system: several can apply.
    roles Roles: choices(Role), "Our roles";
    /// What it is meant to do, and for what it is used.
    purpose Purpose: long_text, "Purpose", required, searchable;
    /// Who works with it.
    users Users: text, "Users", searchable;
    /// Individuals, groups or society whom its results concern.
    affected Affected: text, "Affected parties", searchable;
    /// Where it stands in its life cycle; changed by moves only.
    stage Stage: choice(State), "Stage", required, by_move, listed, sorted;
    /// The version in use.
    version Version: text, "Version";
    /// Countries or regions whose law applies to its use.
    jurisdictions Jurisdictions: text, "Jurisdictions", searchable;
    /// Whether the AI management system covers it.
    in_scope InScope: yes_no, "In scope", telling;
    /// Why it is covered.
    scope_reason ScopeReason: long_text, "Reason for scope";
    /// Why it is excluded from the scope: a reason of its own.
    left_out_because LeftOutBecause: long_text, "Excluded because", by_move, reason;
    attestation SCOPE_APPROVED {
        /// Who approved that it is excluded from the scope: not its owner.
        by scope_approved_by ScopeApprovedBy: "Exclusion approved by", by_move;
        /// The day on which that was approved.
        on scope_approved_on ScopeApprovedOn: "Exclusion approved on", by_move;
        /// How that was approved.
        how scope_approved_how ScopeApprovedHow: "Exclusion approved how", by_move;
    }
    /// The day by which it is looked at again whether it stays excluded.
    scope_review_by ScopeReviewBy: date, "Exclusion reviewed by", by_move, sorted, deadline;
    /// Its tier by the organisation's own criteria (6.1.1).
    tier Tier: choice(Tier), "Tier", telling, sorted;
    /// Why its tier, or its legal class, is lower than it was.
    tier_because TierBecause: long_text, "Lowered because", by_move, reason;
    attestation TIER_APPROVED {
        /// Who approved that its tier, or its legal class, is lower: neither its owner nor whoever lowered it.
        by tier_approved_by TierApprovedBy: "Tier approved by", by_move;
        /// The day on which that was approved.
        on tier_approved_on TierApprovedOn: "Tier approved on", by_move;
        /// How that was approved.
        how tier_approved_how TierApprovedHow: "Tier approved how", by_move;
    }
    /// How far it acts without a person.
    automation Automation: choice(Automation), "Automation level", sorted;
    /// What one has to know something about to audit it.
    technologies Technologies: choices(Technology), "Technologies";
    /// Its classes under the EU AI Act: several can apply.
    legal_classes LegalClasses: choices(LegalClass), "Legal classes";
    /// When its impact on people and society was last assessed (6.1.4, 8.4).
    impact_assessed_on ImpactAssessedOn: date, "Impact last assessed", past, sorted;
    /// When it is to be, or was, taken out of use.
    retire_on RetireOn: date, "Retires on", sorted;
    /// The day on which it was taken out of use.
    retired_on RetiredOn: date, "Retired on", by_move, past, sorted;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Retired before this file was kept, or before that was asked about, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, aside;
}
