/// What the check digits say about a tax number.
package enum TinCheck: String, CaseIterable, Sendable {
    case valid = "VALID"
    case checksumMismatch = "CHECKSUM_MISMATCH"
    /// No known scheme of the country has numbers of this length.
    case notApplicable = "NOT_APPLICABLE"
}

/// What a sales direction does about wrong check digits.
package enum TinChecksum: String, CaseIterable, Sendable {
    case off = "OFF"
    /// Shown in `companyTinCheck`, never refused.
    case warn = "WARN"
    /// Refused where the scheme is certain.
    case strict = "STRICT"
}
