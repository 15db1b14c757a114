import Execution
import GraphQL
import Portal
import Storage

/// A mutation with a password, which is compared before the writer sees the mutation.
enum PasswordMutation: String, CaseIterable {
    case signIn, changePassword
}

/// What was found out about the password of a mutation, and what is needed of it to carry the mutation out.
enum PasswordFinding: Sendable {
    /// The password is right; the token is that of the session that may begin.
    case session(VerifiedPassword, Token)
    /// The password is right; the hash is that of the one to replace it.
    case replacement(VerifiedPassword, hash: String)
    /// It will be refused; if the password was another than that of an account, that one.
    case refused(Refusals, wrong: Int64?)
}

/// What was found out about all passwords of a request, in the order in which its mutations are carried out.
struct PasswordFindings: Sendable {
    private var found: [(mutation: String, arguments: [InputObjectField], finding: PasswordFinding)] = []

    mutating func add(_ finding: PasswordFinding, for mutation: String, _ arguments: [InputObjectField]) {
        found.append((mutation, arguments, finding))
    }

    /// Gives out the first that is left for a mutation with these arguments; nil if it has no password.
    mutating func take(_ mutation: String, _ arguments: [InputObjectField]) -> PasswordFinding? {
        let index = found.firstIndex { $0.mutation == mutation && $0.arguments == arguments }
        return index.map { found.remove(at: $0).finding }
    }
}

extension Plan {
    /// Whether it is a mutation with a password.
    var takesPasswords: Bool { mutationNames.contains { PasswordMutation(rawValue: $0) != nil } }
}
