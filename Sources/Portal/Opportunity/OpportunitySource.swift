/// What an opportunity was made from.
package enum OpportunitySource: String, CaseIterable, Sendable {
    case registration = "REGISTRATION"
    case sharedLead = "SHARED_LEAD"
    case direct = "DIRECT"
    case `import` = "IMPORT"
}
