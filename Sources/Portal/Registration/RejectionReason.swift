/// Why the vendor declined a registration, as told to the partner.
package enum RejectionReason: String, CaseIterable, Sendable {
    case duplicateExistingCustomer = "DUPLICATE_EXISTING_CUSTOMER"
    /// Another registration of the same deal came first.
    case alreadyRegistered = "ALREADY_REGISTERED"
    case notQualified = "NOT_QUALIFIED"
    case incomplete = "INCOMPLETE"
    case outOfTerritory = "OUT_OF_TERRITORY"
    case customerDeclined = "CUSTOMER_DECLINED"
    case other = "OTHER"
}
