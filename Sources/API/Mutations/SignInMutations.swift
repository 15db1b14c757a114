import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Signing in and out; passwords are compared before, by `PasswordCheck`.
extension MutationBinding {
    static let signIn = MutationBinding(
        name: PasswordMutation.signIn.rawValue, payload: ("SignInPayload", SignInPayloadTable.self), gate: nil,
        subject: .none, isOwnAffair: true
    ) { (call, db) in
        guard case .session(let verified, let token) = try call.finding() else { throw call.failure }
        guard let end = try SessionStore.begin(token, for: verified, at: call.context.now, in: db) else {
            throw Refusals(.invalidCredentials)
        }
        var result = MutationResult()
        result.told["expiresAt"] = .integer(end.milliseconds)
        if call.arguments.wantsCookie {
            result.cookieChange = .begun(token, seconds: SessionStore.lifetime / 1000)
        } else {
            result.told["token"] = .text(token.text)
        }
        result.viewer = try ViewerStore(db).viewer(ofActor: verified.actor)
        return result
    }

    static let signOut = MutationBinding(
        name: "signOut", payload: ("OkPayload", OkPayloadTable.self), gate: nil, subject: .none, isOwnAffair: true
    ) { (call, db) in
        guard let token = call.token else { throw call.failure }
        try SessionStore.end(token, at: call.context.now, in: db)
        var result = MutationResult()
        if call.cookie?.isShown == true { result.cookieChange = .ended }
        return result
    }

    static let changePassword = MutationBinding(
        name: PasswordMutation.changePassword.rawValue, payload: ("OkPayload", OkPayloadTable.self), gate: nil,
        subject: .none, isOwnAffair: true
    ) { (call, db) in
        guard case .replacement(let verified, let hash) = try call.finding() else { throw call.failure }
        let now = call.context.now
        guard try CredentialStore.replace(verified, with: hash, at: now, in: db) else {
            throw Refusals(.wrongPassword)
        }
        try SessionStore.endAll(of: call.viewer.actorID, but: call.token ?? [], at: now, in: db)
        return MutationResult()
    }
}

extension MutationRequest {
    /// - Throws: `BAD_USER_INPUT` if a session is to be kept in a cookie that the answer cannot set: no password is tried then.
    func checkCookie() throws(FieldRefusal) {
        guard cookie == nil else { return }
        for (name, arguments) in plan.mutations(with: variables)
        where name == PasswordMutation.signIn.rawValue && InputValue.object(arguments).wantsCookie {
            throw FieldRefusal(
                code: "BAD_USER_INPUT",
                message: "Only the answer to a POST of a page of this server can set the cookie: leave \"cookie\" out.")
        }
    }
}

extension InputValue {
    /// Whether somebody signs in whose page keeps the session in its cookie.
    fileprivate var wantsCookie: Bool { flag("cookie") == true }
}

extension MutationCall {
    /// What was found out about the password.
    ///
    /// - Throws: `Refusals` that were found; a `FieldRefusal` if nobody has looked at it.
    fileprivate func finding() throws -> PasswordFinding {
        switch password {
        case .refused(let refusals, _): throw refusals
        case let finding?: return finding
        case nil: throw failure
        }
    }

    /// A mistake of ours: what should have come with the call has not.
    fileprivate var failure: FieldRefusal { .failure(context.requestID) }
}
