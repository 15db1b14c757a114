/// What can go wrong with passwords and with the links that set them.
extension Refusal {
    /// The same words for an unknown user, a wrong password and a locked account.
    package static let invalidCredentials = Refusal(
        .invalidCredentials, "The e-mail address or the password is not right.")

    package static let passwordMismatch = Refusal(
        .passwordMismatch, "The two passwords differ.", field: ["confirmPassword"])

    package static func weakPassword(minimum: Int, maximum: Int) -> Refusal {
        Refusal(
            .weakPassword, "A password has \(minimum) to \(maximum) characters.", field: ["newPassword"],
            details: [Detail("minimum", .number(Int64(minimum))), Detail("maximum", .number(Int64(maximum)))])
    }

    package static let tokenInvalid = Refusal(.tokenInvalid, "This link is not valid.", field: ["token"])

    package static let tokenExpired = Refusal(
        .tokenExpired, "This link has expired; please ask for a new one.", field: ["token"])

    package static let tokenUsed = Refusal(.tokenUsed, "This link has already been used.", field: ["token"])
}
