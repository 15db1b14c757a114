import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Carries out the mutations of one request, and enters each in the audit trail in the same transaction.
///
/// What one refuses undoes nothing of another. A refusal is entered too: the trail tells what was attempted. What the
/// database could not do is not, for it may have lost the transaction: the log has it.
struct Performer {
    var request: MutationRequest
    /// The caller as their account stands now.
    let viewer: Viewer
    /// Around the whole request.
    let savepoint: Savepoint
    /// What those that were carried out make of the page's cookie.
    private(set) var cookieChanges: [SessionCookie.Change] = []

    /// The values of the payload's row.
    mutating func perform(
        _ name: String, _ arguments: [InputObjectField], on connection: borrowing Connection
    ) throws -> [SQLite.Value] {
        // A full disk and the like make SQLite roll back everything; what came now would be a transaction of its own.
        guard connection.isInTransaction else { throw FieldRefusal.failure(request.context.requestID) }
        guard let mutation = MutationBinding.all.first(where: { $0.name == name }) else {
            throw FieldRefusal(code: "INTERNAL", message: "There is no such mutation.")
        }
        let call = MutationCall(
            arguments: .object(arguments), viewer: viewer, token: request.caller.token, cookie: request.cookie,
            context: request.context, files: request.files, password: request.passwords.take(name, arguments))
        do throws(FieldRefusal) { try mutation.checkRights(of: viewer) } catch {
            try enter(mutation, call, [:], .refused(code: error.code), by: viewer, in: connection)
            throw error
        }
        // A request with a single mutation has a savepoint around it already.
        let isOneOfSeveral = request.plan.mutationCount > 1
        if isOneOfSeveral { try savepoint.open() }
        let values: [SQLite.Value]
        do {
            values = try carryOut(mutation, call, in: connection)
        } catch let refusals as Refusals {
            try savepoint.takeBack()
            if case .refused(_, let actor?) = call.password {
                try CredentialStore.countFailure(of: actor, in: connection)
            }
            try enter(mutation, call, [:], .refused(code: refusals.first.code.rawValue), by: viewer, in: connection)
            values = mutation.payload.table.values(refusedWith: UserErrors.json(refusals.all))
        } catch {
            try? savepoint.takeBack()
            if isOneOfSeveral { try? savepoint.keep() }
            throw error
        }
        if isOneOfSeveral { try savepoint.keep() }
        return values
    }

    private mutating func carryOut(
        _ mutation: MutationBinding, _ call: MutationCall, in connection: borrowing Connection
    ) throws -> [SQLite.Value] {
        let result = try mutation.perform(call, connection)
        try enter(
            mutation, call, result.rows, result.isReplayed ? .replayed : .done, by: result.viewer ?? viewer,
            in: connection)
        if let change = result.cookieChange { cookieChanges.append(change) }
        return mutation.payload.table.values(
            of: result.rows, told: result.told, isReplayed: result.isReplayed)
    }

    private func enter(
        _ mutation: MutationBinding, _ call: MutationCall, _ rows: [String: Int64], _ ending: AuditEntry.Ending,
        by viewer: Viewer, in connection: borrowing Connection
    ) throws(SQLiteError) {
        // A refusal answers with no record to read.
        let personalData = rows.isEmpty ? [] : request.plan.personalData(auditedFor: viewer)
        let entry = AuditEntry(
            mutation.name, about: mutation.subject.record(in: call.arguments, rows), ending, reading: personalData)
        try AuditTrail.append(entry, by: viewer, request.context, in: connection)
    }
}

extension MutationBinding {
    /// The second gate after the role: modules for partners' people, scopes for integration accounts.
    func checkRights(of viewer: Viewer) throws(FieldRefusal) {
        if isOwnAffair { return }
        if viewer.rights.contains(.readOnly) {
            throw FieldRefusal(code: "FORBIDDEN", message: "Your account may only read.")
        }
        switch viewer.role {
        case .anonymous, .agent, .admin: return
        case .partnerUser, .partnerSupervisor:
            guard let gate, !viewer.rights.contains(gate.module.right(gate.permission)) else { return }
            throw FieldRefusal(
                code: "MODULE_FORBIDDEN", message: "The module \(gate.module.rawValue) does not let you do this.",
                details: [.init("module", gate.module.rawValue), .init("needed", gate.permission.name)])
        case .integration:
            let scope = gate?.scope ?? "comments:write"
            guard !viewer.rights.isSuperset(of: Rights(scope: scope)) else { return }
            throw FieldRefusal(
                code: "FORBIDDEN", message: "The account lacks the scope \(scope).", details: [.init("needed", scope)])
        }
    }
}

extension PortalModule.Permission {
    /// The field of `ModulePermission`.
    var name: String {
        switch self {
        case .view: "canView"
        case .create: "canCreate"
        case .edit: "canEdit"
        case .act: "canAct"
        }
    }
}
