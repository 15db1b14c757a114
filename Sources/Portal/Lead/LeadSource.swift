/// How the vendor came to a lead.
package enum LeadSource: String, CaseIterable, Sendable {
    case selfGeneration = "SELF_GENERATION"
    case email = "EMAIL"
    case call = "CALL"
    case chat = "CHAT"
    case vendor = "VENDOR"
    /// Came out of a registration that was qualified.
    case partner = "PARTNER"
    case websiteForm = "WEBSITE_FORM"
    case socialMedia = "SOCIAL_MEDIA"
}
