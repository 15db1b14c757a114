import GraphQL
import Portal

/// Input coercion of the schema's own scalars (§3.5.6).
///
/// What a client sends becomes what columns store, so that filters compare like with like: an instant in milliseconds, a
/// decimal times 10⁴. Business formats — tax numbers, addresses, phone numbers — are text here: whether they are right is
/// for the portal to say, in `userErrors`, and not a mistake in the request.
enum Scalars {
    static let coercions: [String: @Sendable (InputValue) -> InputValue?] = [
        "DateTime": { value in
            guard case .string(let text) = value, let instant = try? Timestamp(text) else { return nil }
            return .int(instant.milliseconds)
        },
        "Date": { value in
            guard case .string(let text) = value, (try? CalendarDate(text)) != nil else { return nil }
            return value
        },
        "Decimal": { value in
            switch value {
            case .string(let text): (try? Decimal(text)).map { .int($0.scaled) }
            // A whole number needs no string to be exact.
            case .int(let number): (try? Decimal(String(number))).map { .int($0.scaled) }
            default: nil
            }
        },
        "TIN": text, "URL": text, "EmailAddress": text, "PhoneNumber": text, "Cursor": text,
        // What stands for a file that comes with the request: nobody can name another's, and text is told to be none.
        "Upload": { value in if case .file(let handle) = value { .string(handle) } else { text(value) } },
    ]

    private static let text: @Sendable (InputValue) -> InputValue? = { value in
        if case .string = value { value } else { nil }
    }
}
