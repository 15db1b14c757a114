import Storage

/// `type Money`, made from two columns of a row.
protocol MoneyBinding: ObjectBinding {
    static var amount: Rows.Column { get }
    static var currency: Rows.Column { get }
}

extension MoneyBinding {
    static var typeName: String { "Money" }
    static var isPart: Bool { true }
    static var fields: [Field] { [.column("amount", amount), .column("currency", currency)] }
}

/// `OpportunityRegistration.estimatedValue`.
enum RegistrationValue: MoneyBinding {
    typealias Rows = RegistrationTable
    static let sourceName = "OpportunityRegistration.estimatedValue"
    static let amount = Rows.Column.estimatedValue
    static let currency = Rows.Column.estimatedValueCurrency
}

/// `Lead.estimatedValue`.
enum LeadValue: MoneyBinding {
    typealias Rows = LeadTable
    static let sourceName = "Lead.estimatedValue"
    static let amount = Rows.Column.estimatedValue
    static let currency = Rows.Column.estimatedValueCurrency
}

/// `Opportunity.estimatedValue`.
enum OpportunityValue: MoneyBinding {
    typealias Rows = OpportunityTable
    static let sourceName = "Opportunity.estimatedValue"
    static let amount = Rows.Column.estimatedValue
    static let currency = Rows.Column.estimatedValueCurrency
}

/// `Opportunity.closeValue`.
enum OpportunityCloseValue: MoneyBinding {
    typealias Rows = OpportunityTable
    static let sourceName = "Opportunity.closeValue"
    static let amount = Rows.Column.closeValue
    static let currency = Rows.Column.closeValueCurrency
}
