"""Every write of this package, one verb each."""

from gongkai.foi.actions.assistance import ask_assistance, end_assistance
from gongkai.foi.actions.case import (
    SATISFACTION,
    add_file,
    can_handle,
    classify,
    hand_over,
    rate,
    remove,
    view_file,
    view_personal,
)
from gongkai.foi.actions.consultation import (
    consult,
    end_consultation,
    reach_party,
    tell_third_party,
)
from gongkai.foi.actions.correction import ask_correction, close_uncorrected, correct
from gongkai.foi.actions.disputes import (
    DisputeFacts,
    answer_dispute,
    end_dispute,
    open_dispute,
)
from gongkai.foi.actions.extension import ask_extension, decide_extension, extend
from gongkai.foi.actions.fee import FeeFacts, ask_fee, close_unpaid, pay_fee, reach_payer
from gongkai.foi.actions.letters import (
    attach_proof,
    fetch_letter,
    fetch_supply,
    keep_letter,
    print_letter_sheet,
    retry_letter,
)
from gongkai.foi.actions.own_records import (
    OwnRecordFacts,
    end_own_record,
    open_own_record_letter,
    register_own_record,
    remove_own_record,
    view_own_record,
)
from gongkai.foi.actions.reasons import ask_reasons, delay, give_reasons
from gongkai.foi.actions.recompute import hold_town, recompute, recompute_town
from gongkai.foi.actions.register import (
    Filing,
    Receipt,
    applying_problems,
    confirm,
    register,
    withdraw,
)
from gongkai.foi.actions.reminding import remind
from gongkai.foi.actions.reply import (
    Part,
    ReplyFacts,
    SearchFacts,
    draft_reply,
    issue_reply,
    log_search,
    note_proposal,
    propose_release,
    redo,
    take_back,
)
from gongkai.foi.actions.serve import ServiceFacts, serve
from gongkai.foi.actions.stating import Said, state
from gongkai.foi.actions.supply import SupplyFacts, prepare_supply
from gongkai.foi.actions.templates import edit_template
from gongkai.foi.actions.town import TownFacts, decide_demand, name_head, set_settings

__all__ = [
    "SATISFACTION",
    "DisputeFacts",
    "FeeFacts",
    "Filing",
    "OwnRecordFacts",
    "Part",
    "Receipt",
    "ReplyFacts",
    "Said",
    "SearchFacts",
    "ServiceFacts",
    "SupplyFacts",
    "TownFacts",
    "add_file",
    "answer_dispute",
    "applying_problems",
    "ask_assistance",
    "ask_correction",
    "ask_extension",
    "ask_fee",
    "ask_reasons",
    "attach_proof",
    "can_handle",
    "classify",
    "close_uncorrected",
    "close_unpaid",
    "confirm",
    "consult",
    "correct",
    "decide_demand",
    "decide_extension",
    "delay",
    "draft_reply",
    "edit_template",
    "end_assistance",
    "end_consultation",
    "end_dispute",
    "end_own_record",
    "extend",
    "fetch_letter",
    "fetch_supply",
    "give_reasons",
    "hand_over",
    "hold_town",
    "issue_reply",
    "keep_letter",
    "log_search",
    "name_head",
    "note_proposal",
    "open_dispute",
    "open_own_record_letter",
    "pay_fee",
    "prepare_supply",
    "print_letter_sheet",
    "propose_release",
    "rate",
    "reach_party",
    "reach_payer",
    "recompute",
    "recompute_town",
    "redo",
    "register",
    "register_own_record",
    "remind",
    "remove",
    "remove_own_record",
    "retry_letter",
    "serve",
    "set_settings",
    "state",
    "take_back",
    "tell_third_party",
    "view_file",
    "view_own_record",
    "view_personal",
    "withdraw",
]
