import Glibc

/// An option of a verb, as `--help` shows it.
struct Option: Sendable {
    /// With its dashes.
    let name: String
    /// What stands for the value in usage lines; nil for a switch.
    let placeholder: String?
    /// The environment variable that is looked at when the option is not given.
    let environment: String?
    /// The value when neither is given.
    let standard: String?
    let summary: String
    /// Whether the verb cannot do without it.
    let isRequired: Bool

    init(
        _ name: String, _ placeholder: String? = nil, environment: String? = nil, standard: String? = nil,
        isRequired: Bool = false, summary: String
    ) {
        self.name = name
        self.placeholder = placeholder
        self.environment = environment
        self.standard = standard
        self.summary = summary
        self.isRequired = isRequired
    }

    /// As it is typed: `--port <n>`.
    var usage: String { placeholder.map { "\(name) \($0)" } ?? name }
}

extension Option {
    static let data = Option(
        "--data", "<file>", environment: "PORTICO_DATA", standard: "./portico.db", summary: "The database file.")
    static let port = Option(
        "--port", "<n>", environment: "PORTICO_PORT", standard: "8080",
        summary: "The port to listen on, 0 to 65535; 0 picks a free one and prints it.")
    static let host = Option(
        "--host", "<address>", environment: "PORTICO_HOST", standard: "127.0.0.1",
        summary: "The address of this machine to listen on; 0.0.0.0 for all.")
    static let uds = Option(
        "--uds", "<path>", environment: "PORTICO_UDS",
        summary: "A socket in the file system to listen on instead, for a reverse proxy of the same machine.")
    static let trustedProxy = Option(
        "--trusted-proxy", "<addresses>", environment: "PORTICO_TRUSTED_PROXY",
        summary: "The proxies whose X-Forwarded-For counts: addresses, networks, unix for --uds; with commas between.")
    static let loops = Option(
        "--loops", "<n>", environment: "PORTICO_LOOPS", standard: String(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
        summary: "The threads that answer requests, 1 to 256; one per core is right.")
    static let httpStatus = Option(
        "--http-status", "<set>", environment: "PORTICO_HTTP_STATUS", standard: StatusProfile.field.rawValue,
        summary: "field: the statuses that clients expect today; draft: those of GraphQL over HTTP, August 2026.")
    static let batch = Option(
        "--batch", "<n>", environment: "PORTICO_BATCH", standard: "1",
        summary: "The requests that one body may carry as a list, 1 to 100; with 1 it may be no list.")
    static let corsOrigin = Option(
        "--cors-origin", "<origins>", environment: "PORTICO_CORS_ORIGIN",
        summary: "The origins whose pages may ask, such as https://app.example, with commas between.")
    static let rateLimit = Option(
        "--rate-limit", "<nodes>", environment: "PORTICO_RATE_LIMIT", standard: "300000",
        summary: "What a caller may ask for in a minute, 250000 to 2147483647 nodes, or 0 for no limit.")
    static let trusted = Option(
        "--trusted", "<folder>", environment: "PORTICO_TRUSTED",
        summary: "A folder with .graphql files, which clients may name by their SHA-256.")
    static let trustedOnly = Option("--trusted-only", summary: "Refuse every document that is not in that folder.")
    static let log = Option(
        "--log", "<lines>", environment: "PORTICO_LOG", standard: Log.Detail.all.rawValue,
        summary: "all: a line for each request; errors: only for what is ours to mend.")
    static let demo = Option(
        "--demo", summary: "Fill a new database with demo data; without --data a temporary one, gone at the end.")
    static let skipInvalid = Option(
        "--skip-invalid", summary: "Go on without the rows that are refused; else one of them spoils the whole file.")
    static let printConfig = Option(
        "--print-config", summary: "Show every setting with its origin, and do nothing else.")
    static let name = Option("--name", "<name>", isRequired: true, summary: "What the person or program is called.")
    static let role = Option(
        "--role", "<role>", standard: "ADMIN",
        summary: "ADMIN, AGENT, PARTNER_USER, PARTNER_SUPERVISOR or INTEGRATION (with every scope).")
    static let callingRole = Option(
        "--role", "<role>",
        summary: "Whose share of the schema counts, such as PARTNER_USER or ANONYMOUS; without it the whole schema.")
    static let partner = Option(
        "--partner", "<name>", summary: "The partner organization that the account belongs to.")
    static let help = Option("--help", summary: "Show this text.")
}
