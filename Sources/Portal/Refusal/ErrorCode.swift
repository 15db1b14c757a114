/// The stable code of a refusal; never renamed, while messages may change.
package enum ErrorCode: String, CaseIterable, Sendable {
    case required = "REQUIRED"
    /// Two answers were given where one is wanted.
    case conflictingFields = "CONFLICTING_FIELDS"
    case invalidFormat = "INVALID_FORMAT"
    case invalidTin = "INVALID_TIN"
    case tinChecksumMismatch = "TIN_CHECKSUM_MISMATCH"
    case invalidURL = "INVALID_URL"
    case invalidEmail = "INVALID_EMAIL"
    case invalidPhone = "INVALID_PHONE"
    case dateInPast = "DATE_IN_PAST"
    case tooLong = "TOO_LONG"
    case valueOutOfRange = "VALUE_OUT_OF_RANGE"
    /// No such record for this caller: missing and out of reach look the same.
    case notFound = "NOT_FOUND"
    case duplicateCompanyName = "DUPLICATE_COMPANY_NAME"
    case duplicateCompanyWebsite = "DUPLICATE_COMPANY_WEBSITE"
    case duplicateCompanyTin = "DUPLICATE_COMPANY_TIN"
    case duplicateRegistration = "DUPLICATE_REGISTRATION"
    case duplicatePortalPath = "DUPLICATE_PORTAL_PATH"
    case portalAlreadyExists = "PORTAL_ALREADY_EXISTS"
    case contactNotOfCompany = "CONTACT_NOT_OF_COMPANY"
    case representativeNotOfPartner = "REPRESENTATIVE_NOT_OF_PARTNER"
    case partnerInactive = "PARTNER_INACTIVE"
    case invalidTransition = "INVALID_TRANSITION"
    case stageRequirementsMissing = "STAGE_REQUIREMENTS_MISSING"
    /// Only the agent the record is assigned to may do this.
    case notAssignee = "NOT_ASSIGNEE"
    /// The record may not be edited in its present state.
    case recordLocked = "RECORD_LOCKED"
    /// The record is over for good.
    case recordClosed = "RECORD_CLOSED"
    /// The field is set once and for all.
    case immutableField = "IMMUTABLE_FIELD"
    /// The caller may not write the field.
    case fieldNotWritable = "FIELD_NOT_WRITABLE"
    /// Somebody else changed the record in the meantime.
    case versionConflict = "VERSION_CONFLICT"
    case leadAlreadyAccepted = "LEAD_ALREADY_ACCEPTED"
    case leadExpired = "LEAD_EXPIRED"
    case attachmentTooLarge = "ATTACHMENT_TOO_LARGE"
    case attachmentTypeForbidden = "ATTACHMENT_TYPE_FORBIDDEN"
    /// Said for an unknown user and for a wrong password alike.
    case invalidCredentials = "INVALID_CREDENTIALS"
    /// For an account, or from an address; whether there is such an account plays no part.
    case tooManyAttempts = "TOO_MANY_ATTEMPTS"
    case passwordMismatch = "PASSWORD_MISMATCH"
    case weakPassword = "WEAK_PASSWORD"
    case tokenInvalid = "TOKEN_INVALID"
    case tokenExpired = "TOKEN_EXPIRED"
    case tokenUsed = "TOKEN_USED"
    /// The key was used before, with other arguments.
    case idempotencyKeyParameterMismatch = "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    /// The first request with this key is still running.
    case idempotencyConcurrentRequest = "IDEMPOTENCY_CONCURRENT_REQUEST"
}
