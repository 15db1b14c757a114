import Portal

extension EmailAddress {
    /// The address that `<email>` is.
    init(argument text: String) throws(Failure) {
        do throws(Refusal) { try self.init(text) } catch { throw Failure(.usage, "«\(text)» is no email address") }
    }
}
