"""Option sets: each choice carries Dataverse's code (its value) and label. Standard library only.

Codes from 100000000 on are additions of ours, the range that Dataverse leaves to customisers.
"""

from enum import IntEnum
from typing import Self


class Choice(IntEnum):
    """An option set: the value is Dataverse's code, `label` is what people read."""

    label: str

    def __new__(cls, code: int, label: str) -> Self:
        """Make the member from its code and label."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def from_code(cls, code: int) -> Self:
        """The member with this code. Raises KeyError if there is none."""
        for member in cls:
            if member == code:
                return member
        raise KeyError(code)

    @classmethod
    def from_label(cls, text: str) -> Self | None:
        """The member with this label, whatever its case, or None."""
        wanted = text.strip().casefold()
        return next((member for member in cls if member.label.casefold() == wanted), None)


class OpportunityStatus(Choice):
    """Dataverse: opportunity.statecode."""

    OPEN = 0, "Open"
    WON = 1, "Won"
    LOST = 2, "Lost"


class OpportunityStatusReason(Choice):
    """Dataverse: opportunity.statuscode."""

    IN_PROGRESS = 1, "In progress"
    ON_HOLD = 2, "On hold"
    WON = 3, "Won"
    CANCELED = 4, "Canceled"
    OUT_SOLD = 5, "Out-sold"


class Rating(Choice):
    """Dataverse: opportunity.opportunityratingcode, lead.leadqualitycode."""

    HOT = 1, "Hot"
    WARM = 2, "Warm"
    COLD = 3, "Cold"


class RevenueMethod(Choice):
    """Dataverse: opportunity.isrevenuesystemcalculated."""

    USER_PROVIDED = 0, "User provided"
    SYSTEM_CALCULATED = 1, "System calculated"


class BudgetStatus(Choice):
    """Dataverse: budgetstatus."""

    NO_COMMITTED_BUDGET = 0, "No committed budget"
    MAY_BUY = 1, "May buy"
    CAN_BUY = 2, "Can buy"
    WILL_BUY = 3, "Will buy"


class PurchaseTimeframe(Choice):
    """Dataverse: purchasetimeframe."""

    IMMEDIATE = 0, "Immediate"
    THIS_QUARTER = 1, "This quarter"
    NEXT_QUARTER = 2, "Next quarter"
    THIS_YEAR = 3, "This year"
    UNKNOWN = 4, "Unknown"


class PurchaseProcess(Choice):
    """Dataverse: purchaseprocess."""

    INDIVIDUAL = 0, "Individual"
    COMMITTEE = 1, "Committee"
    UNKNOWN = 2, "Unknown"


class Need(Choice):
    """Dataverse: need."""

    MUST_HAVE = 0, "Must have"
    SHOULD_HAVE = 1, "Should have"
    GOOD_TO_HAVE = 2, "Good to have"
    NO_NEED = 3, "No need"


class Timeline(Choice):
    """Dataverse: opportunity.timeline."""

    IMMEDIATE = 0, "Immediate"
    THIS_QUARTER = 1, "This quarter"
    NEXT_QUARTER = 2, "Next quarter"
    THIS_YEAR = 3, "This year"
    NOT_KNOWN = 4, "Not known"


class SalesStage(Choice):
    """Dataverse: salesstage."""

    QUALIFY = 0, "Qualify"
    DEVELOP = 1, "Develop"
    PROPOSE = 2, "Propose"
    CLOSE = 3, "Close"


class ForecastCategory(Choice):
    """Dataverse: msdyn_forecastcategory. Won and Lost are set by closing."""

    PIPELINE = 100000001, "Pipeline"
    BEST_CASE = 100000002, "Best case"
    COMMITTED = 100000003, "Committed"
    OMITTED = 100000004, "Omitted"
    WON = 100000005, "Won"
    LOST = 100000006, "Lost"


class InitialCommunication(Choice):
    """Dataverse: initialcommunication."""

    CONTACTED = 0, "Contacted"
    NOT_CONTACTED = 1, "Not contacted"


class PricingError(Choice):
    """Dataverse: pricingerrorcode."""

    NONE = 0, "None"
    DETAIL_ERROR = 1, "Detail error"
    MISSING_PRICE_LEVEL = 2, "Missing price list"
    INACTIVE_PRICE_LEVEL = 3, "Inactive price list"
    MISSING_QUANTITY = 4, "Missing quantity"
    MISSING_UNIT_PRICE = 5, "Missing unit price"
    MISSING_PRODUCT = 6, "Missing product"
    INVALID_PRODUCT = 7, "Invalid product"
    MISSING_PRICING_CODE = 8, "Missing pricing code"
    INVALID_PRICING_CODE = 9, "Invalid pricing code"
    MISSING_UNIT = 10, "Missing unit"
    PRODUCT_NOT_IN_PRICE_LEVEL = 11, "Product not in price list"
    MISSING_PRICE_LEVEL_AMOUNT = 12, "Missing price list amount"
    MISSING_PRICE_LEVEL_PERCENTAGE = 13, "Missing price list percentage"
    MISSING_PRICE = 14, "Missing price"
    MISSING_CURRENT_COST = 15, "Missing current cost"
    MISSING_STANDARD_COST = 16, "Missing standard cost"
    INVALID_PRICE_LEVEL_AMOUNT = 17, "Invalid price list amount"
    INVALID_PRICE_LEVEL_PERCENTAGE = 18, "Invalid price list percentage"
    INVALID_PRICE = 19, "Invalid price"
    INVALID_CURRENT_COST = 20, "Invalid current cost"
    INVALID_STANDARD_COST = 21, "Invalid standard cost"
    INVALID_ROUNDING_POLICY = 22, "Invalid rounding policy"
    INVALID_ROUNDING_OPTION = 23, "Invalid rounding option"
    INVALID_ROUNDING_AMOUNT = 24, "Invalid rounding amount"
    PRICE_CALCULATION_ERROR = 25, "Price calculation error"
    INVALID_DISCOUNT_TYPE = 26, "Invalid discount type"
    DISCOUNT_TYPE_INVALID_STATE = 27, "Discount list is inactive"
    INVALID_DISCOUNT = 28, "Invalid discount"
    INVALID_QUANTITY = 29, "Invalid quantity"
    INVALID_PRICING_PRECISION = 30, "Invalid pricing precision"
    MISSING_PRODUCT_DEFAULT_UNIT = 31, "Missing product default unit"
    MISSING_PRODUCT_UNIT_SCHEDULE = 32, "Missing product unit group"
    INACTIVE_DISCOUNT_TYPE = 33, "Inactive discount list"
    INVALID_PRICE_LEVEL_CURRENCY = 34, "Invalid price list currency"
    PRICE_ATTRIBUTE_OUT_OF_RANGE = 35, "Price attribute out of range"
    BASE_CURRENCY_ATTRIBUTE_OVERFLOW = 36, "Base currency attribute overflow"
    BASE_CURRENCY_ATTRIBUTE_UNDERFLOW = 37, "Base currency attribute underflow"


class LeadStatus(Choice):
    """Dataverse: lead.statecode."""

    OPEN = 0, "Open"
    QUALIFIED = 1, "Qualified"
    DISQUALIFIED = 2, "Disqualified"


class LeadStatusReason(Choice):
    """Dataverse: lead.statuscode."""

    NEW = 1, "New"
    CONTACTED = 2, "Contacted"
    QUALIFIED = 3, "Qualified"
    LOST = 4, "Lost"
    CANNOT_CONTACT = 5, "Cannot contact"
    NO_LONGER_INTERESTED = 6, "No longer interested"
    CANCELED = 7, "Canceled"


class LeadSource(Choice):
    """Dataverse: leadsourcecode."""

    ADVERTISEMENT = 1, "Advertisement"
    EMPLOYEE_REFERRAL = 2, "Employee referral"
    EXTERNAL_REFERRAL = 3, "External referral"
    PARTNER = 4, "Partner"
    PUBLIC_RELATIONS = 5, "Public relations"
    SEMINAR = 6, "Seminar"
    TRADE_SHOW = 7, "Trade show"
    WEB = 8, "Web"
    WORD_OF_MOUTH = 9, "Word of mouth"
    OTHER = 10, "Other"


class Industry(Choice):
    """Dataverse: industrycode, and the sectors it lacks."""

    ACCOUNTING = 1, "Accounting"
    AGRICULTURE = 2, "Agriculture and non-petrol natural resource extraction"
    BROADCASTING = 3, "Broadcasting printing and publishing"
    BROKERS = 4, "Brokers"
    BUILDING_SUPPLY_RETAIL = 5, "Building supply retail"
    BUSINESS_SERVICES = 6, "Business services"
    CONSULTING = 7, "Consulting"
    CONSUMER_SERVICES = 8, "Consumer services"
    DESIGN = 9, "Design, direction and creative management"
    DISTRIBUTORS = 10, "Distributors, dispatchers and processors"
    DOCTORS_OFFICES = 11, "Doctor's offices and clinics"
    DURABLE_MANUFACTURING = 12, "Durable manufacturing"
    EATING_AND_DRINKING = 13, "Eating and drinking places"
    ENTERTAINMENT_RETAIL = 14, "Entertainment retail"
    EQUIPMENT_RENTAL = 15, "Equipment rental and leasing"
    FINANCIAL = 16, "Financial"
    FOOD_PROCESSING = 17, "Food and tobacco processing"
    INBOUND_CAPITAL_PROCESSING = 18, "Inbound capital intensive processing"
    INBOUND_REPAIR = 19, "Inbound repair and services"
    INSURANCE = 20, "Insurance"
    LEGAL_SERVICES = 21, "Legal services"
    NON_DURABLE_RETAIL = 22, "Non-durable merchandise retail"
    OUTBOUND_CONSUMER_SERVICE = 23, "Outbound consumer service"
    PETROCHEMICAL = 24, "Petrochemical extraction and distribution"
    SERVICE_RETAIL = 25, "Service retail"
    SIG_AFFILIATIONS = 26, "SIG affiliations"
    SOCIAL_SERVICES = 27, "Social services"
    TRADE_CONTRACTORS = 28, "Special outbound trade contractors"
    SPECIALTY_REALTY = 29, "Specialty realty"
    TRANSPORTATION = 30, "Transportation"
    UTILITIES = 31, "Utility creation and distribution"
    VEHICLE_RETAIL = 32, "Vehicle retail"
    WHOLESALE = 33, "Wholesale"
    TECHNOLOGY = 100000000, "Technology"
    SOFTWARE = 100000001, "Software"
    MEDICAL = 100000002, "Medical"
    RETAIL = 100000003, "Retail"
    ENTERTAINMENT = 100000004, "Entertainment"
    MARKETING = 100000005, "Marketing"
    TELECOMMUNICATIONS = 100000006, "Telecommunications"
    EMPLOYMENT = 100000007, "Employment"
    SERVICES = 100000008, "Services"


class ActivityType(Choice):
    """Dataverse: activitypointer.activitytypecode."""

    FAX = 4204, "Fax"
    PHONE_CALL = 4210, "Phone call"
    APPOINTMENT = 4201, "Appointment"
    EMAIL = 4202, "Email"
    LETTER = 4207, "Letter"
    OPPORTUNITY_CLOSE = 4208, "Opportunity close"
    ORDER_CLOSE = 4209, "Order close"
    QUOTE_CLOSE = 4211, "Quote close"
    TASK = 4212, "Task"


class ActivityStatus(Choice):
    """Dataverse: activitypointer.statecode."""

    OPEN = 0, "Open"
    COMPLETED = 1, "Completed"
    CANCELED = 2, "Canceled"
    SCHEDULED = 3, "Scheduled"


OPEN_ACTIVITY = (ActivityStatus.OPEN, ActivityStatus.SCHEDULED)
"""Of what there is still something to do; a scheduled meeting too."""
OPEN_ACTIVITY_CODES = tuple(map(int, OPEN_ACTIVITY))


class TaskStatusReason(Choice):
    """Dataverse: task.statuscode."""

    NOT_STARTED = 2, "Not started"
    IN_PROGRESS = 3, "In progress"
    WAITING = 4, "Waiting on someone else"
    COMPLETED = 5, "Completed"
    CANCELED = 6, "Canceled"
    DEFERRED = 7, "Deferred"


class PhoneCallStatusReason(Choice):
    """Dataverse: phonecall.statuscode."""

    OPEN = 1, "Open"
    MADE = 2, "Made"
    CANCELED = 3, "Canceled"
    RECEIVED = 4, "Received"


class EmailStatusReason(Choice):
    """Dataverse: email.statuscode."""

    DRAFT = 1, "Draft"
    COMPLETED = 2, "Completed"
    SENT = 3, "Sent"
    RECEIVED = 4, "Received"
    CANCELED = 5, "Canceled"
    PENDING_SEND = 6, "Pending send"
    SENDING = 7, "Sending"
    FAILED = 8, "Failed"


NO_ANSWER = "It may have arrived: look before sending again."
"""How the delivery error of a mail begins that a server may have taken without a word."""


class AppointmentStatusReason(Choice):
    """Dataverse: appointment.statuscode."""

    FREE = 1, "Free"
    TENTATIVE = 2, "Tentative"
    COMPLETED = 3, "Completed"
    CANCELED = 4, "Canceled"
    BUSY = 5, "Busy"
    OUT_OF_OFFICE = 6, "Out of office"


class LetterStatusReason(Choice):
    """Dataverse: letter.statuscode."""

    OPEN = 1, "Open"
    DRAFT = 2, "Draft"
    RECEIVED = 3, "Received"
    SENT = 4, "Sent"
    CANCELED = 5, "Canceled"


class FaxStatusReason(Choice):
    """Dataverse: fax.statuscode."""

    OPEN = 1, "Open"
    COMPLETED = 2, "Completed"
    SENT = 3, "Sent"
    RECEIVED = 4, "Received"
    CANCELED = 5, "Canceled"


class ResolutionStatusReason(Choice):
    """Dataverse: statuscode of opportunityclose, quoteclose and orderclose."""

    OPEN = 1, "Open"
    COMPLETED = 2, "Completed"
    CANCELED = 3, "Canceled"


STATUS_REASONS_BY_TYPE: dict[ActivityType, type[Choice]] = {
    ActivityType.TASK: TaskStatusReason,
    ActivityType.PHONE_CALL: PhoneCallStatusReason,
    ActivityType.EMAIL: EmailStatusReason,
    ActivityType.APPOINTMENT: AppointmentStatusReason,
    ActivityType.LETTER: LetterStatusReason,
    ActivityType.FAX: FaxStatusReason,
    ActivityType.OPPORTUNITY_CLOSE: ResolutionStatusReason,
    ActivityType.QUOTE_CLOSE: ResolutionStatusReason,
    ActivityType.ORDER_CLOSE: ResolutionStatusReason,
}


class Priority(Choice):
    """Dataverse: prioritycode of activities."""

    LOW = 0, "Low"
    NORMAL = 1, "Normal"
    HIGH = 2, "High"


class Direction(Choice):
    """Dataverse: directioncode of phone calls, emails, letters."""

    INCOMING = 0, "Incoming"
    OUTGOING = 1, "Outgoing"


class ParticipationType(Choice):
    """Dataverse: activityparty.participationtypemask."""

    SENDER = 1, "Sender"
    TO = 2, "To"
    CC = 3, "CC"
    BCC = 4, "BCC"
    REQUIRED_ATTENDEE = 5, "Required attendee"
    OPTIONAL_ATTENDEE = 6, "Optional attendee"
    ORGANIZER = 7, "Organizer"
    REGARDING = 8, "Regarding"
    OWNER = 9, "Owner"
    RESOURCE = 10, "Resource"
    CUSTOMER = 11, "Customer"


class ConnectionRole(Choice):
    """The standard connection roles of Sales; Dataverse keeps them as records without codes."""

    STAKEHOLDER = 1, "Stakeholder"
    DECISION_MAKER = 2, "Decision maker"
    CHAMPION = 3, "Champion"
    END_USER = 4, "End user"
    ECONOMIC_BUYER = 5, "Economic buyer"
    INFLUENCER = 6, "Influencer"
    TECHNICAL_BUYER = 7, "Technical buyer"
    ACCOUNT_MANAGER = 101, "Account manager"
    TERRITORY_MANAGER = 102, "Territory manager"
    DELIVERY_PROFESSIONAL = 103, "Delivery professional"
    SERVICE_PROFESSIONAL = 104, "Service professional"
    INDUSTRY_EXPERT = 105, "Industry expert"
    TECHNICAL_SALES_PROFESSIONAL = 106, "Technical sales professional"


STAKEHOLDER_ROLES = tuple(role for role in ConnectionRole if role < 100)
SALES_TEAM_ROLES = tuple(role for role in ConnectionRole if role > 100)


class ProductStructure(Choice):
    """Dataverse: productstructure."""

    PRODUCT = 1, "Product"
    FAMILY = 2, "Product family"
    BUNDLE = 3, "Product bundle"


class ProductStatus(Choice):
    """Dataverse: product.statecode."""

    ACTIVE = 0, "Active"
    RETIRED = 1, "Retired"
    DRAFT = 2, "Draft"
    UNDER_REVISION = 3, "Under revision"


class ProductType(Choice):
    """Dataverse: producttypecode of line items."""

    PRODUCT = 1, "Product"
    BUNDLE = 2, "Bundle"
    REQUIRED_BUNDLE_PRODUCT = 3, "Required bundle product"
    OPTIONAL_BUNDLE_PRODUCT = 4, "Optional bundle product"
    PROJECT_BASED_SERVICE = 5, "Project-based service"


class ProductRelationshipType(Choice):
    """Dataverse: salesrelationshiptype."""

    UP_SELL = 0, "Up-sell"
    CROSS_SELL = 1, "Cross-sell"
    ACCESSORY = 2, "Accessory"
    SUBSTITUTE = 3, "Substitute"


class PricingMethod(Choice):
    """Dataverse: pricingmethodcode."""

    CURRENCY_AMOUNT = 1, "Currency amount"
    PERCENT_OF_LIST = 2, "Percent of list"
    PERCENT_MARKUP_CURRENT_COST = 3, "Percent markup - current cost"
    PERCENT_MARGIN_CURRENT_COST = 4, "Percent margin - current cost"
    PERCENT_MARKUP_STANDARD_COST = 5, "Percent markup - standard cost"
    PERCENT_MARGIN_STANDARD_COST = 6, "Percent margin - standard cost"


class QuantitySellingOption(Choice):
    """Dataverse: quantitysellingcode."""

    NO_CONTROL = 1, "No control"
    WHOLE = 2, "Whole"
    WHOLE_AND_FRACTIONAL = 3, "Whole and fractional"


class RoundingPolicy(Choice):
    """Dataverse: roundingpolicycode."""

    NONE = 1, "None"
    UP = 2, "Up"
    DOWN = 3, "Down"
    TO_NEAREST = 4, "To nearest"


class RoundingOption(Choice):
    """Dataverse: roundingoptioncode."""

    ENDS_IN = 1, "Ends in"
    MULTIPLE_OF = 2, "Multiple of"


class DiscountType(Choice):
    """Dataverse: discounttype.isamounttype."""

    PERCENTAGE = 0, "Percentage"
    AMOUNT = 1, "Amount"


class DiscountCalculationMethod(Choice):
    """Dataverse: organization.discountcalculationmethod; concerns the manual discount of a line."""

    LINE_ITEM = 0, "Line item"
    PER_UNIT = 1, "Per unit"


class CatalogueStatus(Choice):
    """Dataverse: statecode of price lists and discount lists."""

    ACTIVE = 0, "Active"
    INACTIVE = 1, "Inactive"


class QuoteStatus(Choice):
    """Dataverse: quote.statecode."""

    DRAFT = 0, "Draft"
    ACTIVE = 1, "Active"
    WON = 2, "Won"
    CLOSED = 3, "Closed"


class QuoteStatusReason(Choice):
    """Dataverse: quote.statuscode."""

    DRAFT_IN_PROGRESS = 1, "In progress"
    ACTIVE_IN_PROGRESS = 2, "In progress"
    OPEN = 3, "Open"
    WON = 4, "Won"
    LOST = 5, "Lost"
    CANCELED = 6, "Canceled"
    REVISED = 7, "Revised"


class OrderStatus(Choice):
    """Dataverse: salesorder.statecode."""

    ACTIVE = 0, "Active"
    SUBMITTED = 1, "Submitted"
    CANCELED = 2, "Canceled"
    FULFILLED = 3, "Fulfilled"
    INVOICED = 4, "Invoiced"


class OrderStatusReason(Choice):
    """Dataverse: salesorder.statuscode."""

    NEW = 1, "New"
    PENDING = 2, "Pending"
    IN_PROGRESS = 3, "In progress"
    NO_MONEY = 4, "No money"
    COMPLETE = 100001, "Complete"
    PARTIAL = 100002, "Partial"
    INVOICED = 100003, "Invoiced"


CLOSING_REASONS_BY_TYPE: dict[ActivityType, type[Choice]] = {
    ActivityType.OPPORTUNITY_CLOSE: OpportunityStatusReason,
    ActivityType.QUOTE_CLOSE: QuoteStatusReason,
    ActivityType.ORDER_CLOSE: OrderStatusReason,
}
"""The status reasons of the record that a resolution closes."""


class PaymentTerms(Choice):
    """Dataverse: paymenttermscode."""

    NET_30 = 1, "Net 30"
    TWO_TEN_NET_30 = 2, "2% 10, Net 30"
    NET_45 = 3, "Net 45"
    NET_60 = 4, "Net 60"


class ShippingMethod(Choice):
    """Dataverse: shippingmethodcode."""

    AIRBORNE = 1, "Airborne"
    DHL = 2, "DHL"
    FEDEX = 3, "FedEx"
    UPS = 4, "UPS"
    POSTAL_MAIL = 5, "Postal mail"
    FULL_LOAD = 6, "Full load"
    WILL_CALL = 7, "Will call"


class FreightTerms(Choice):
    """Dataverse: freighttermscode."""

    FOB = 1, "FOB"
    NO_CHARGE = 2, "No charge"


class TeamType(Choice):
    """Dataverse: team.teamtype."""

    OWNER = 0, "Owner"
    ACCESS = 1, "Access"


class SecurityRole(Choice):
    """What a user may do, by the names of Dataverse's sales roles; `lifecycle.rights` has their rights."""

    SYSTEM_ADMINISTRATOR = 1, "System administrator"
    VICE_PRESIDENT = 2, "Vice president of sales"
    SALES_MANAGER = 3, "Sales manager"
    SALESPERSON = 4, "Salesperson"
    SALES_TEAM_MEMBER = 5, "Sales team member"


class ProcessStatus(Choice):
    """Dataverse: statuscode of a business process flow instance."""

    ACTIVE = 1, "Active"
    FINISHED = 2, "Finished"
    ABORTED = 3, "Aborted"


class PostSource(Choice):
    """Dataverse: post.source."""

    AUTO = 1, "Auto post"
    MANUAL = 2, "Manual post"


class JournalKind(Choice):
    """What a command in the journal is."""

    DO = 1, "Done"
    UNDO = 2, "Undone"
    REDO = 3, "Redone"
    OUTBOX = 4, "By the outbox"


REPLAYED = {JournalKind.UNDO: "undid: ", JournalKind.REDO: "did again: "}
"""What stands before the title of a command that was undone or done again, which has that title too."""


class ChangeKind(Choice):
    """What happened to a record in a command."""

    INSERT = 1, "Created"
    UPDATE = 2, "Changed"
    DELETE = 3, "Deleted"
