//! The words of a risk: what can stand in it.

use crate::domain::risk_criteria::words::{Impact, Level, Likelihood};
use crate::domain::system::words::Stage;

crate::choices! {
    /// Where a risk stands.
    State {
        Identified = "identified", "Identified", Active;
        Treated = "being-treated", "Being treated", Active;
        Accepted = "accepted", "Accepted", Good;
        Closed = "closed", "Closed", Gone;
    }
}

crate::choices! {
    /// What is done about a risk (6.1.3).
    Treatment {
        Avoid = "avoid", "Avoid it";
        Modify = "modify" was "mitigate" "reduce-it", "Modify";
        Share = "share", "Share it";
        Accept = "accept", "Accept it";
    }
}

crate::choices! {
    /// Families of risk sources, as Annex C of the standard names them.
    SourceFamily {
        Environment = "environment", "Complexity of the environment";
        Opacity = "opacity", "Lack of transparency";
        Automation = "automation", "Level of automation";
        MachineLearning = "machine-learning", "Machine learning";
        Hardware = "hardware", "System hardware";
        LifeCycle = "life-cycle", "Life cycle";
        Readiness = "readiness", "Technology readiness";
    }
}

crate::choices! {
    /// Objectives that a risk bears on, as Annex C of the standard names them.
    Objective {
        Accountability = "accountability", "Accountability";
        Expertise = "expertise", "AI expertise";
        Data = "data", "Training and test data";
        Environment = "environment", "Environmental impact";
        Fairness = "fairness", "Fairness";
        Maintainability = "maintainability", "Maintainability";
        Privacy = "privacy", "Privacy";
        Robustness = "robustness", "Robustness";
        Safety = "safety", "Safety";
        Security = "security", "Security";
        Transparency = "transparency", "Transparency";
    }
}

crate::choices! {
    /// Whom a risk would hurt.
    Affected {
        Organisation = "organisation", "The organisation";
        Individuals = "individuals", "Individuals";
        Groups = "groups", "Groups of people";
        Society = "society", "Society";
    }
}

crate::moves! {
    /// The moves of a risk.
    RiskMove {
        Treat = "treat", Accept = "accept", Reassess = "reassess", Close = "close", Reopen = "reopen",
        Adopt = "adopt",
    }
}

crate::words! {
    /// Risks: source, event and consequence, with likelihood, impact and level before controls, today, and after
    /// treatment.
    Risk, RiskField: "risk" / "risks", "R", "6.1.2, 6.1.3, 8.2", Risks;

    /// The risk in one line.
    title Title: text, "Risk", title, sorted;
    /// What gives rise to it.
    source Source: long_text, "Source", searchable;
    /// What would happen.
    event Event: long_text, "Event", searchable;
    /// What would follow from it.
    consequence Consequence: long_text, "Consequence", searchable;
    /// The AI system that it belongs to.
    system System: link("system"), "System", listed;
    /// The part of the system.
    component Component: text, "Component", searchable;
    /// The life-cycle stage in which it arises.
    stage Stage: choice(Stage), "Life-cycle stage", sorted;
    /// Who answers for it.
    owner Owner: person, "Owner", listed;
    /// Families of sources (Annex C): several can apply.
    families Families: choices(SourceFamily), "Source families";
    /// Objectives that it bears on (Annex C): several can apply.
    objectives Objectives: choices(Objective), "Objectives at risk";
    /// Whom it would hurt.
    affected Affected: choices(Affected), "Affected";
    /// How likely it is before any control.
    inherent_likelihood InherentLikelihood: choice(Likelihood), "Inherent likelihood";
    /// How bad it would be before any control.
    inherent_impact InherentImpact: choice(Impact), "Inherent impact";
    /// The level before any control, by the criteria.
    inherent_level InherentLevel: choice(Level), "Inherent level", derived;
    /// How likely it is with the controls of today.
    likelihood Likelihood: choice(Likelihood), "Likelihood", sorted;
    /// How bad it would be with the controls of today.
    impact Impact: choice(Impact), "Impact", sorted;
    /// The level today, by the criteria.
    level Level: choice(Level), "Level", derived, listed, sorted;
    /// How likely it is once the treatment is done.
    residual_likelihood ResidualLikelihood: choice(Likelihood), "Residual likelihood";
    /// How bad it would be once the treatment is done.
    residual_impact ResidualImpact: choice(Impact), "Residual impact";
    /// The level once the treatment is done, by the criteria.
    residual_level ResidualLevel: choice(Level), "Residual level", derived, sorted;
    /// Why a level is lower without a control that works: what is known now; or why it is higher after treatment.
    level_reason LevelReason: long_text, "Reason for the levels", searchable;
    /// The criteria by which it was assessed last; none where Gavel's starting table was used.
    criteria Criteria: link("risk_criteria"), "Criteria", derived;
    /// The day on which it was assessed last.
    assessed_on AssessedOn: date, "Assessed on", past, sorted;
    /// What is done about it.
    treatment Treatment: choice(Treatment), "Treatment", sorted;
    /// What is done, by which means.
    plan Plan: long_text, "Treatment plan", searchable;
    /// The day by which the treatment is done.
    treated_by TreatedBy: date, "Treated by", sorted;
    /// The controls that hold it down.
    controls Controls: links("control"), "Controls";
    /// Where it stands; changed by moves only.
    state State: choice(State), "State", required, by_move, listed, sorted;
    /// The day by which it is looked at again; an acceptance ends on it.
    review_by ReviewBy: date, "Review by", listed, sorted, deadline;
    attestation ACCEPTED {
        /// Who accepted what is left.
        by accepted_by AcceptedBy: "Accepted by", by_move;
        /// The day on which it was accepted.
        on accepted_on AcceptedOn: "Accepted on", by_move, sorted;
        /// How the acceptance was given.
        how accepted_how AcceptedHow: "Accepted how", by_move;
    }
    attestation OWNER_APPROVED {
        /// Who owned it when it was accepted by somebody else, and agreed; asked for where ISO/IEC 27001 is certified, too.
        by owner_approved_by OwnerApprovedBy: "Owner who approved", by_move;
        /// How the owner's approval was given.
        how owner_approved_how OwnerApprovedHow: "Owner approved how", by_move;
    }
    /// The level at which it was accepted.
    accepted_level AcceptedLevel: choice(Level), "Accepted at", derived;
    /// Whether its level has risen past that at which it was accepted: the acceptance is over.
    outgrown Outgrown: yes_no, "Risen since accepted", derived;
    /// What one person both did and attested under an exception from the separation of duties, in the exception's words
    /// as they then were.
    excepted Excepted: long_text, "By one person", derived;
    /// The exceptions under which that was done.
    exceptions Exceptions: links("separation_exception"), "Exceptions", derived;
    /// Accepted before this file was kept, and not verified here.
    adopted Adopted: yes_no, "Carried over", by_move;
    /// Where it was read of: a paper, a catalogue, an incident elsewhere.
    origin Origin: text, "Origin", searchable;
    /// What the source calls it, by which an import finds it again.
    source_key SourceKey: text, "Key of the source", searchable, sorted;
}
