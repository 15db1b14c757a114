import Execution
import GraphQL
import Portal
import SQLite
import Storage

/// Carries out single mutations, each in a savepoint of its own: what one refuses undoes nothing of another.
struct Performer {
    private let begin: Statement
    private let release: Statement
    private let rollBack: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        begin = try connection.prepare("SAVEPOINT mutation")
        release = try connection.prepare("RELEASE mutation")
        rollBack = try connection.prepare("ROLLBACK TO mutation")
    }

    /// The values of the payload's row.
    func perform(
        _ name: String, _ arguments: [InputObjectField], _ request: MutationRequest,
        on connection: borrowing Connection
    ) throws -> [SQLite.Value] {
        guard let mutation = MutationBinding.all.first(where: { $0.name == name }) else {
            throw FieldRefusal(code: "INTERNAL", message: "There is no such mutation.")
        }
        try mutation.checkRights(of: request.viewer)
        let call = MutationCall(
            arguments: .object(arguments), viewer: request.viewer,
            context: WriteContext(now: request.now, requestID: request.requestID))
        try begin.execute()
        do {
            let result = try mutation.perform(call, connection)
            try release.execute()
            return mutation.payload.table.values(of: result.rows, isReplayed: result.isReplayed)
        } catch {
            try rollBack.execute()
            try release.execute()
            guard let refusals = error as? Refusals else { throw error }
            return mutation.payload.table.values(refusedWith: UserErrors.json(refusals.all))
        }
    }
}

extension MutationBinding {
    /// The second gate after the role: modules for partners' people, scopes for integration accounts.
    fileprivate func checkRights(of viewer: Viewer) throws(FieldRefusal) {
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
