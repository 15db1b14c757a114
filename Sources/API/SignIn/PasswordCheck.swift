import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// A mutation with a password, as it is asked for.
struct PasswordCall: Sendable {
    let mutation: PasswordMutation
    let arguments: [InputObjectField]

    /// How often a password is hashed for it: the one that is compared, and the one that replaces it.
    var hashes: Int {
        switch mutation {
        case .signIn: 1
        case .changePassword: 2
        }
    }

    /// What somebody signs in as; nil for what nobody could.
    var login: EmailAddress? { try? EmailAddress(InputValue.object(arguments).text("email") ?? "") }
}

extension MutationRequest {
    /// Those with a password, in the order in which they are carried out.
    var passwordCalls: [PasswordCall] {
        plan.mutations(with: variables).compactMap { name, arguments in
            PasswordMutation(rawValue: name).map { PasswordCall(mutation: $0, arguments: arguments) }
        }
    }
}

/// Compares the passwords of requests, on the thread of `PasswordDesk`.
struct PasswordCheck: ~Copyable {
    private let connection: Connection
    private let credentials: CredentialStore
    private let environment: Environment
    private var attempts = SignInAttempts()

    init(_ database: Database, _ environment: Environment) throws {
        let connection = try database.connectForReading()
        credentials = try CredentialStore(connection)
        self.connection = connection
        self.environment = environment
    }

    /// Looks at the password of a mutation; of a request in the order of its mutations, as each wrong one counts against
    /// those behind it.
    ///
    /// - Throws: `SQLiteError`; `Passwords.Unavailable`.
    mutating func finding(for call: PasswordCall, by viewer: Viewer, from peer: Peer) throws -> PasswordFinding {
        let asked = Asked(call: call, viewer: viewer, network: peer.isLocal ? nil : peer.network)
        do {
            switch call.mutation {
            case .signIn: return try signIn(asked)
            case .changePassword: return try changePassword(asked)
            }
        } catch let refused as Refused {
            return .refused(refused.refusals, wrong: refused.wrong)
        }
    }

    /// The mutation will be refused; if the password was another than that of an account, that one.
    private struct Refused: Error {
        let refusals: Refusals
        var wrong: Int64? = nil
    }

    /// One mutation, and who asks for it.
    private struct Asked {
        let call: PasswordCall
        let viewer: Viewer
        let network: UInt64?

        func text(_ name: String) -> String { InputValue.object(call.arguments).text(name) ?? "" }
    }

    private mutating func signIn(_ asked: Asked) throws -> PasswordFinding {
        let login = asked.call.login
        let verified = try verify(
            "password", of: asked, login?.key, try login.flatMap(credentials.credential), else: .invalidCredentials)
        return .session(verified, Token(from: environment))
    }

    private mutating func changePassword(_ asked: Asked) throws -> PasswordFinding {
        let credential = try credentials.credential(ofActor: asked.viewer.actorID)
        var refusals: [Refusal] = []
        var password: Password?
        do throws(Refusal) {
            password = try .new(asked.text("newPassword"), for: credential?.login ?? "")
            if password == Password(asked.text("currentPassword")) { throw .samePassword }
        } catch { refusals.append(error.at(["newPassword"])) }
        if asked.text("newPassword") != asked.text("confirmPassword") {
            refusals.append(.passwordMismatch.at(["confirmPassword"]))
        }
        guard let password, refusals.isEmpty else {
            throw Refused(refusals: Refusals(refusals) ?? Refusals(.weakPassword))
        }
        let verified = try verify(
            "currentPassword", of: asked, credential?.login, credential, else: .wrongPassword)
        return .replacement(verified, hash: try Passwords.hash(password, from: environment))
    }

    /// - Throws: `Refused`, with `refusal` if the password is not the account's; `Passwords.Unavailable`.
    private mutating func verify(
        _ name: String, of asked: Asked, _ login: String?, _ credential: Credential?, else refusal: Refusal
    ) throws -> VerifiedPassword {
        let attempt = SignInAttempts.Attempt(login: login, hash: credential?.hash, network: asked.network)
        // That of this thread: requests come here in another order than they came in, and a clock may be set back.
        let now = environment.nanoseconds()
        if let seconds = attempts.wait(for: attempt, at: now) {
            throw Refused(refusals: Refusals(.tooManyAttempts(retryAfter: seconds)))
        }
        guard try Passwords.matches(Password(asked.text(name)), credential?.hash), let credential,
            let hash = credential.hash
        else {
            attempts.fail(attempt, at: now)
            throw Refused(refusals: Refusals(refusal), wrong: credential?.actor)
        }
        return VerifiedPassword(actor: credential.actor, hash: hash)
    }
}
