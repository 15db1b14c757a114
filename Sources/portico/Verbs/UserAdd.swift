import Glibc
import Portal
import Storage

extension Verb {
    static let userAdd = Verb(
        name: "user add", arguments: ["<email>"],
        summary:
            "Adds a person, or a partner's program, who can sign in; a server may be running. Makes a missing database.",
        options: [.name, .role, .partner, .data]
    ) { options in
        let role = try Role(option: options.setting(.role).value, among: Role.allCases.filter { $0 != .anonymous })
        let partner = options.setting(.partner).value
        let belongsToPartner = [.partnerUser, .partnerSupervisor, .integration].contains(role)
        guard belongsToPartner != partner.isEmpty else {
            throw Failure(
                .usage,
                belongsToPartner
                    ? "--partner is missing: name the partner organization that the account belongs to"
                    : "--partner does not go with the role \(role.rawValue): leave it out")
        }
        let name: String
        do throws(Refusal) { name = try Text.line(options.setting(.name).value) } catch {
            throw Failure(
                .usage,
                error == .required ? "--name is missing: what is the person called?" : "--name: \(error.message)")
        }
        let email = try EmailAddress(argument: options.arguments[0])
        let data = options.setting(.data)
        let database = Database(path: data.value)
        // Once made it stays, also when the account is refused: by then others may have it open.
        if access(database.path, F_OK) != 0 { _ = try ServedDatabase(path: database.path) }
        do {
            try AccountStore.add(
                email, name: name, role: role, partner: belongsToPartner ? partner : nil, at: Environment.live.now(),
                in: try database.connectBesideServer())
        } catch AccountError.emailTaken {
            throw Failure(.problems, "somebody signs in as «\(email.text)» already: choose another address")
        } catch AccountError.unknownPartner {
            throw Failure(.problems, "there is no partner organization «\(partner)»: give its exact name")
        }
        let place = data.isStandard ? "" : " --data \(data.value)"
        let next =
            role == .integration
            ? "make a token with portico user token" : "give a password with portico user password"
        Terminal.say("\(email.text) is \(role.rawValue); \(next) \(email.text)\(place)")
    }
}
