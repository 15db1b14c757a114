/// Companies, their people and their deals that are already known, or do not belong together.
extension Refusal {
    /// `conflicting` is the company in the way, only if the viewer may choose it by its id.
    package static func duplicateCompanyName(_ conflicting: RecordReference? = nil) -> Refusal {
        duplicate(
            .duplicateCompanyName, "A company with this name is already known.", conflicting,
            canBeChosen: conflicting != nil)
    }

    /// `conflicting` is the company in the way, only if the viewer may choose it by its id.
    package static func duplicateCompanyWebsite(_ conflicting: RecordReference? = nil) -> Refusal {
        duplicate(
            .duplicateCompanyWebsite, "A company with this website is already known.", conflicting,
            canBeChosen: conflicting != nil)
    }

    /// - Parameters:
    ///   - conflicting: The company in the way, only if the viewer may choose it by its id.
    ///   - isActive: Whether it can be chosen at all: without an id by the tax number, which the viewer knows.
    package static func duplicateCompanyTin(
        _ conflicting: RecordReference? = nil, isActive: Bool = false
    ) -> Refusal {
        duplicate(
            .duplicateCompanyTin, "A company with this tax number is already known.", conflicting,
            canBeChosen: conflicting != nil || isActive)
    }

    private static func duplicate(
        _ code: ErrorCode, _ message: String, _ conflicting: RecordReference?, canBeChosen: Bool
    ) -> Refusal {
        Refusal(code, message, conflicting: conflicting, suggestion: canBeChosen ? .useExisting : .contactVendor)
    }

    /// `registration` is the caller's own company's, if the caller may see it: a colleague's may be out of reach.
    package static func duplicateRegistration(_ registration: RecordReference?) -> Refusal {
        Refusal(
            .duplicateRegistration, "Your company has already registered this opportunity.",
            conflicting: registration, suggestion: registration == nil ? nil : .useExisting)
    }

    package static let contactNotOfCompany = Refusal(
        .contactNotOfCompany, "This contact does not belong to the chosen company.")

    package static let representativeNotOfPartner = Refusal(
        .representativeNotOfPartner, "The representative must be an active employee of the partner.")

    package static let partnerInactive = Refusal(.partnerInactive, "This partner organization is not active.")
}
