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
    /// Nobody waits any more for what would be found out.
    struct GivenUp: Error {}

    private let connection: Connection
    private let credentials: CredentialStore
    private let environment: Environment
    private var attempts = SignInAttempts()
    /// The accounts of the present request whose password was another, as often as it was.
    private var wrong: [Int64] = []

    init(_ database: Database, _ environment: Environment) throws {
        let connection = try database.connectForReading()
        credentials = try CredentialStore(connection)
        self.connection = connection
        self.environment = environment
    }

    /// Looks at the passwords of a request in their order, as each wrong one counts against those behind it.
    ///
    /// - Parameter isOver: Asked before each of them; once it says so the others are not looked at.
    /// - Throws: `SQLiteError`; `Passwords.Unavailable`; `GivenUp`.
    mutating func findings(
        for calls: [PasswordCall], by viewer: Viewer, from peer: Peer, unless isOver: () -> Bool
    ) throws -> PasswordFindings {
        var findings = PasswordFindings()
        wrong = []
        for call in calls {
            if isOver() { throw GivenUp() }
            let asked = Asked(
                arguments: .object(call.arguments), viewer: viewer, network: peer.isLocal ? nil : peer.network)
            let name = call.mutation.rawValue
            do {
                let finding =
                    switch call.mutation {
                    case .signIn: try signIn(asked)
                    case .changePassword: try changePassword(asked)
                    }
                findings.add(finding, for: name, call.arguments)
            } catch let refusals as Refusals { findings.add(.refused(refusals), for: name, call.arguments) }
        }
        findings.wrong = wrong
        return findings
    }

    /// One mutation, and who asks for it.
    private struct Asked {
        let arguments: InputValue
        let viewer: Viewer
        let network: UInt64?

        func text(_ name: String) -> String { arguments.text(name) ?? "" }
    }

    private mutating func signIn(_ asked: Asked) throws -> PasswordFinding {
        let login = try? EmailAddress(asked.text("email"))
        let verified = try verify(
            "password", of: asked, login?.key, try login.flatMap(credentials.credential), else: .invalidCredentials)
        return .session(verified, Token(from: environment))
    }

    private mutating func changePassword(_ asked: Asked) throws -> PasswordFinding {
        let credential = try credentials.credential(ofActor: asked.viewer.actorID)
        var refusals: [Refusal] = []
        var password: Password?
        do throws(Refusal) { password = try .new(asked.text("newPassword"), for: credential?.login ?? "") } catch {
            refusals.append(error.at(["newPassword"]))
        }
        if asked.text("newPassword") != asked.text("confirmPassword") {
            refusals.append(.passwordMismatch.at(["confirmPassword"]))
        }
        if let refusals = Refusals(refusals) { throw refusals }
        let verified = try verify(
            "currentPassword", of: asked, credential?.login, credential, else: .wrongPassword)
        guard let password else { throw Refusals(.weakPassword) }
        return .replacement(verified, hash: try Passwords.hash(password, from: environment))
    }

    /// - Throws: `Refusals`, with `refusal` if the password is not the account's.
    private mutating func verify(
        _ name: String, of asked: Asked, _ login: String?, _ credential: Credential?, else refusal: Refusal
    ) throws(Refusals) -> VerifiedPassword {
        let attempt = SignInAttempts.Attempt(login: login, network: asked.network)
        // That of this thread: requests come here in another order than they came in, and a clock may be set back.
        let now = environment.nanoseconds()
        if let seconds = attempts.wait(for: attempt, at: now) {
            throw Refusals(.tooManyAttempts(retryAfter: seconds))
        }
        guard Passwords.matches(Password(asked.text(name)), credential?.hash), let credential,
            let hash = credential.hash
        else {
            attempts.fail(attempt, at: now)
            if let credential { wrong.append(credential.actor) }
            throw Refusals(refusal)
        }
        return VerifiedPassword(actor: credential.actor, hash: hash)
    }
}
