import Portal
import Storage

extension Verb {
    static let userToken = Verb(
        name: "user token", arguments: ["<email>"],
        summary: "Makes a bearer token for a user and prints it once; a server may be running.", options: [.data]
    ) { options in
        let login = try EmailAddress(argument: options.arguments[0])
        let connection = try Database(path: options.setting(.data).value).connectBesideServer()
        let token = Token(from: .live)
        let isKnown = try TokenStore.insert(
            token.hash, prefix: token.beginning, forLogin: login, at: Environment.live.now(), in: connection)
        guard isKnown else {
            throw Failure(.problems, "nobody signs in as «\(login.text)»: give the email address of an active user")
        }
        Terminal.say(token.text)
    }
}
