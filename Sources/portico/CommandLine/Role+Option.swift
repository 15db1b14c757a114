import Portal

extension Role {
    /// The role that `--role` names.
    init(option text: String, among roles: [Role] = Role.allCases) throws(Failure) {
        guard let role = roles.first(where: { $0.rawValue == text }) else {
            throw Failure(.usage, "--role is one of \(roles.map(\.rawValue).joined(separator: ", ")), not «\(text)»")
        }
        self = role
    }
}

extension Options {
    /// Who would call; nil if that is left open.
    func callingRole() throws(Failure) -> Role? {
        isGiven(.callingRole) ? try Role(option: setting(.callingRole).value) : nil
    }
}
