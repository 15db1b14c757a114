/// Why a partner does not want a lead it was offered.
package enum LeadDeclineReason: String, CaseIterable, Sendable {
    case noCapacity = "NO_CAPACITY"
    case notOurFocus = "NOT_OUR_FOCUS"
    case customerProblemUnclear = "CUSTOMER_PROBLEM_UNCLEAR"
    case nextStepsUnclear = "NEXT_STEPS_UNCLEAR"
    case duplicateOfOwnRegistration = "DUPLICATE_OF_OWN_REGISTRATION"
    case other = "OTHER"
}
