/// What is wrong with a file.
extension Refusal {
    package static let attachmentTooLarge = Refusal(
        .attachmentTooLarge, "This file is too large: at most \(AttachmentRule.maximumSize >> 20) MiB are allowed.",
        details: [Detail("maximum", .number(Int64(AttachmentRule.maximumSize)))])

    package static let attachmentTypeForbidden = Refusal(
        .attachmentTypeForbidden,
        "Files of this kind are not taken, but PDF, images, documents of offices, and plain text under their own endings."
    )
}
