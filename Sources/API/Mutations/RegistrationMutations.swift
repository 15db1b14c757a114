import Execution
import GraphQL
import Portal
import SQLite
import Storage

extension MutationBinding {
    static let registerOpportunity = MutationBinding(
        name: "registerOpportunity", payload: ("RegistrationPayload", RegistrationPayloadTable.self),
        gate: (.registrations, .create, "registrations:write"),
        subject: .made(type: "OpportunityRegistration", row: "registration")
    ) { (call, db) in
        let input = call.arguments.object("input") ?? .null
        return try once("registerOpportunity", call, in: db) { db in
            try RegistrationStore.register(
                RegistrationForm(input), portalPath: input.text("portalPath"), submit: input.flag("submit") ?? true,
                by: call.viewer, call.context, in: db)
        }
    }

    static let qualifyRegistration = MutationBinding(
        name: "qualifyRegistration", payload: ("QualifyPayload", QualifyPayloadTable.self), gate: nil,
        subject: .named(by: "id")
    ) { (call, db) in
        try once("qualifyRegistration", call, in: db) { db in
            try RegistrationStore.qualify(
                call.arguments.row("id", of: "OpportunityRegistration") ?? 0,
                QualificationForm(call.arguments.object("input") ?? .null),
                expectedVersion: call.arguments.number("expectedVersion") ?? 0, by: call.viewer, call.context, in: db)
        }
    }
}

extension RegistrationForm {
    /// From `input RegisterOpportunityInput`.
    fileprivate init(_ input: InputValue) {
        self.init()
        name = input.text("name")
        product = input.row("productId", of: "Product")
        company = input.object("company").map { choice in
            if let existing = choice.row("existingId", of: "Organization") { return .existing(existing) }
            if let tin = choice.text("existingTin") { return .known(tin: tin) }
            let new = choice.object("new") ?? .null
            return .new(
                name: new.text("name"), website: new.text("website"), tin: new.text("tin"), country: new.text("country")
            )
        }
        contact = input.object("contact").map { choice in
            if let existing = choice.row("existingId", of: "Contact") { return .existing(existing) }
            let new = choice.object("new") ?? .null
            return .new(
                firstName: new.text("firstName"), lastName: new.text("lastName"), middleName: new.text("middleName"),
                email: new.text("email"), phone: new.text("phone"))
        }
        representative = input.row("representativeId", of: "PartnerUser")
        budget = input.text("budget")
        estimatedValue = input.money("estimatedValue")
        estimatedClosureDate = input.text("estimatedClosureDate")
        customerRequirements = input.text("customerRequirements")
        additionalComments = input.text("additionalComments")
        externalReference = input.text("externalReference")
        attachments = input.attachments("attachmentIds")
    }
}

extension QualificationForm {
    /// From `input QualifyInput`.
    fileprivate init(_ input: InputValue) {
        self.init()
        organization = input.row("organizationId", of: "Organization")
        opportunityName = input.text("opportunityName")
        stage = input.choice("stage", OpportunityStage.self) ?? stage
        probability = input.number("probability")
        protectedUntil = input.number("protectedUntil").map(Timestamp.init(milliseconds:))
        message = input.text("message")
        internalNote = input.text("internalNote")
    }
}
