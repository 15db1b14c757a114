/// What is wrong with a password, or with how often one was tried.
extension Refusal {
    /// Says the same of an account that there is and of one that there is not.
    package static let invalidCredentials = Refusal(
        .invalidCredentials, "The e-mail address or the password is wrong.")

    package static let wrongPassword = Refusal(
        .invalidCredentials, "This is not your password.", field: ["currentPassword"])

    package static let passwordMismatch = Refusal(.passwordMismatch, "The two passwords differ.")

    package static let weakPassword = Refusal(
        .weakPassword,
        """
        A password has \(Password.lengths.lowerBound) to \(Password.lengths.upperBound) characters, in at most \
        \(Password.maximumBytes) bytes, that are not all the same, and is not what you sign in as.
        """)

    package static let samePassword = Refusal(.weakPassword, "The new password is the one you have.")

    /// Says the same of an account that there is and of one that there is not.
    package static func tooManyAttempts(retryAfter seconds: Int64) -> Refusal {
        Refusal(
            .tooManyAttempts, "There were too many wrong passwords. Try again later.",
            details: [Detail("retryAfter", .number(seconds))])
    }
}
