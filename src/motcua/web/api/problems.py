"""Every "no" of the API: a problem document (RFC 9457), by one table of statuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus as Status
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, JsonResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI
from ninja import errors as ninja

from motcua.dossiers import errors as dossiers
from motcua.dossiers import register_errors
from motcua.dossiers.holding import errors as holding
from motcua.kernel.errors import Refusal
from motcua.papers import errors as papers
from motcua.web.api import errors as api
from motcua.web.api.words import problem_in_words

MEDIA_TYPE = "application/problem+json"
log = logging.getLogger(__name__)

STATUS: Mapping[type[Refusal], Status] = {
    api.KeyMissing: Status.UNAUTHORIZED,
    api.KeyNotInForce: Status.UNAUTHORIZED,
    api.ScopeMissing: Status.FORBIDDEN,
    api.NobodyBehindKey: Status.FORBIDDEN,
    api.ForCitizensOnly: Status.FORBIDDEN,
    api.ForStaffOnly: Status.FORBIDDEN,
    api.NotFound: Status.NOT_FOUND,
    api.ProcedureNotFound: Status.NOT_FOUND,
    api.FormNotFound: Status.NOT_FOUND,
    api.BusinessNotFound: Status.UNPROCESSABLE_ENTITY,
    api.IssuedNotFound: Status.NOT_FOUND,
    api.MethodNotAllowed: Status.METHOD_NOT_ALLOWED,
    api.HostUnknown: Status.BAD_REQUEST,
    api.NotJson: Status.BAD_REQUEST,
    api.MalformedBody: Status.BAD_REQUEST,
    api.WrongType: Status.UNSUPPORTED_MEDIA_TYPE,
    api.BodyTooBig: Status.REQUEST_ENTITY_TOO_LARGE,
    api.RequestInvalid: Status.UNPROCESSABLE_ENTITY,
    api.TooManyRequests: Status.TOO_MANY_REQUESTS,
    api.Unexpected: Status.INTERNAL_SERVER_ERROR,
    dossiers.DossierNotFound: Status.NOT_FOUND,
    dossiers.DraftNotFound: Status.NOT_FOUND,
    dossiers.NotYourDossier: Status.FORBIDDEN,
    dossiers.NotYourDuty: Status.FORBIDDEN,
    dossiers.HeldByAnother: Status.FORBIDDEN,
    dossiers.OwnProposal: Status.FORBIDDEN,
    dossiers.ApplicantNotYours: Status.FORBIDDEN,
    dossiers.MoveNotAllowed: Status.CONFLICT,
    dossiers.UnitHasOpenDossiers: Status.CONFLICT,
    dossiers.SupplementAlreadyAsked: Status.CONFLICT,
    dossiers.SupplementTooLate: Status.CONFLICT,
    dossiers.DoneBySystem: Status.FORBIDDEN,
    dossiers.OpinionAwaited: Status.CONFLICT,
    dossiers.NotAskedFor: Status.CONFLICT,
    dossiers.AdjustedOnlyOnline: Status.CONFLICT,
    dossiers.NoDueDate: Status.CONFLICT,
    dossiers.AlreadyExtended: Status.CONFLICT,
    dossiers.ExtensionTooLate: Status.CONFLICT,
    dossiers.NothingToSign: Status.CONFLICT,
    dossiers.DraftChangedElsewhere: Status.CONFLICT,
    dossiers.DraftAlreadySubmitted: Status.CONFLICT,
    dossiers.IdempotencyKeyReused: Status.CONFLICT,
    dossiers.ProcedureNotFiledHere: Status.UNPROCESSABLE_ENTITY,
    dossiers.AnswersIncomplete: Status.UNPROCESSABLE_ENTITY,
    dossiers.PapersMissing: Status.UNPROCESSABLE_ENTITY,
    dossiers.PaperNotYours: Status.UNPROCESSABLE_ENTITY,
    dossiers.SayWhy: Status.UNPROCESSABLE_ENTITY,
    dossiers.SayGround: Status.UNPROCESSABLE_ENTITY,
    dossiers.GuideTheApplicant: Status.UNPROCESSABLE_ENTITY,
    dossiers.NothingAsked: Status.UNPROCESSABLE_ENTITY,
    dossiers.NothingBrought: Status.UNPROCESSABLE_ENTITY,
    dossiers.NoSuchQuestion: Status.UNPROCESSABLE_ENTITY,
    dossiers.NoSuchItem: Status.UNPROCESSABLE_ENTITY,
    dossiers.SayHowMuch: Status.UNPROCESSABLE_ENTITY,
    dossiers.ReceiptMissing: Status.UNPROCESSABLE_ENTITY,
    dossiers.PaidTooLittle: Status.UNPROCESSABLE_ENTITY,
    dossiers.AskedOfNobody: Status.UNPROCESSABLE_ENTITY,
    dossiers.OpinionTermPast: Status.UNPROCESSABLE_ENTITY,
    dossiers.NewDateNotLater: Status.UNPROCESSABLE_ENTITY,
    dossiers.NewDateOff: Status.UNPROCESSABLE_ENTITY,
    dossiers.ResultFieldsMissing: Status.UNPROCESSABLE_ENTITY,
    dossiers.BlockNotFound: Status.NOT_FOUND,
    dossiers.BlockReleased: Status.CONFLICT,
    dossiers.ReservedNumberUsed: Status.CONFLICT,
    dossiers.BlockSizeNotAllowed: Status.UNPROCESSABLE_ENTITY,
    dossiers.DayNotReservable: Status.UNPROCESSABLE_ENTITY,
    dossiers.SayWhichDevice: Status.UNPROCESSABLE_ENTITY,
    dossiers.NumberNotOfBlock: Status.UNPROCESSABLE_ENTITY,
    dossiers.NotReceivedThen: Status.UNPROCESSABLE_ENTITY,
    dossiers.LetterOfAnother: Status.FORBIDDEN,
    dossiers.LetterSigned: Status.CONFLICT,
    dossiers.NobodySigns: Status.CONFLICT,
    dossiers.ChangedMeanwhile: Status.CONFLICT,
    dossiers.ChangedSinceOpened: Status.CONFLICT,
    dossiers.NotOpenedYet: Status.CONFLICT,
    dossiers.NotWaiting: Status.CONFLICT,
    dossiers.NothingChosen: Status.UNPROCESSABLE_ENTITY,
    dossiers.BatchOfAnother: Status.NOT_FOUND,
    register_errors.RegisterDaysWrong: Status.UNPROCESSABLE_ENTITY,
    register_errors.RegisterPurposeMissing: Status.UNPROCESSABLE_ENTITY,
    register_errors.RegisterTooLong: Status.UNPROCESSABLE_ENTITY,
    holding.TakenUpByAnother: Status.CONFLICT,
    holding.AlreadyYours: Status.CONFLICT,
    holding.OutOfTurn: Status.CONFLICT,
    holding.SayGroundInWords: Status.UNPROCESSABLE_ENTITY,
    holding.HolderIsHere: Status.CONFLICT,
    holding.NotAColleague: Status.UNPROCESSABLE_ENTITY,
    holding.NotSentByYou: Status.CONFLICT,
    holding.BegunAlready: Status.CONFLICT,
    dossiers.PaperNotAsked: Status.UNPROCESSABLE_ENTITY,
    dossiers.CoDeclarantsAwaited: Status.CONFLICT,
    dossiers.CoDeclarantNotAsked: Status.CONFLICT,
    dossiers.ConfirmNeedsNumber: Status.UNPROCESSABLE_ENTITY,
    dossiers.NotYetToConfirm: Status.CONFLICT,
    dossiers.ConfirmationNotFound: Status.NOT_FOUND,
    dossiers.ConfirmationEnded: Status.CONFLICT,
    dossiers.ChangedSinceShown: Status.CONFLICT,
    dossiers.NothingToBind: Status.UNPROCESSABLE_ENTITY,
    dossiers.RemindedLately: Status.CONFLICT,
    dossiers.SignedPageMissing: Status.UNPROCESSABLE_ENTITY,
    dossiers.SayWhyDeclined: Status.UNPROCESSABLE_ENTITY,
    papers.FileTooBig: Status.REQUEST_ENTITY_TOO_LARGE,
    papers.ImageTooLarge: Status.REQUEST_ENTITY_TOO_LARGE,
    papers.FileTypeNotAccepted: Status.UNSUPPORTED_MEDIA_TYPE,
    papers.FileEmpty: Status.UNPROCESSABLE_ENTITY,
    papers.FileDamaged: Status.UNPROCESSABLE_ENTITY,
    papers.FileLocked: Status.UNPROCESSABLE_ENTITY,
    papers.FileIsHeic: Status.UNSUPPORTED_MEDIA_TYPE,
    papers.FileHasTooManyPages: Status.REQUEST_ENTITY_TOO_LARGE,
    papers.FileTooHeavy: Status.REQUEST_ENTITY_TOO_LARGE,
    papers.FileRunsSomething: Status.UNPROCESSABLE_ENTITY,
    papers.FileIsXfa: Status.UNPROCESSABLE_ENTITY,
    papers.FileCarriesFiles: Status.UNPROCESSABLE_ENTITY,
    papers.FileIsTwoThings: Status.UNPROCESSABLE_ENTITY,
    papers.FileInfected: Status.UNPROCESSABLE_ENTITY,
    papers.FileQuarantined: Status.CONFLICT,
    papers.UploadNotFound: Status.NOT_FOUND,
    papers.UploadUnfinished: Status.CONFLICT,
    papers.UploadOffsetWrong: Status.CONFLICT,
    papers.UploadPartTooBig: Status.REQUEST_ENTITY_TOO_LARGE,
    papers.UploadPartDamaged: Status.UNPROCESSABLE_ENTITY,
    papers.TooManyUploads: Status.TOO_MANY_REQUESTS,
    papers.FileNameMissing: Status.UNPROCESSABLE_ENTITY,
    papers.FileNameTooLong: Status.UNPROCESSABLE_ENTITY,
    papers.DataNotReady: Status.UNPROCESSABLE_ENTITY,
    papers.OriginalNotPrintable: Status.UNPROCESSABLE_ENTITY,
    papers.ReasonMissing: Status.UNPROCESSABLE_ENTITY,
    papers.CannotReplaceItself: Status.UNPROCESSABLE_ENTITY,
    papers.PaperNotFound: Status.NOT_FOUND,
    papers.AlreadyAttached: Status.CONFLICT,
    papers.NotInForce: Status.CONFLICT,
    papers.TimeStampUnavailable: Status.SERVICE_UNAVAILABLE,
    papers.SigningFailed: Status.SERVICE_UNAVAILABLE,
    papers.NotUnfinished: Status.CONFLICT,
    papers.AgencyKeyMissing: Status.CONFLICT,
    papers.CredentialTooLong: Status.UNPROCESSABLE_ENTITY,
    papers.TemplateNotFound: Status.NOT_FOUND,
    papers.TemplateSame: Status.CONFLICT,
    papers.TemplateNotAccepted: Status.UNPROCESSABLE_ENTITY,
    papers.TemplateReasonMissing: Status.UNPROCESSABLE_ENTITY,
    papers.TemplateFromThePast: Status.UNPROCESSABLE_ENTITY,
}
"""A refusal that is not here is answered 422: foreseen, but not by the edge."""


def status_of(refusal: Refusal) -> Status:
    return STATUS.get(type(refusal), Status.UNPROCESSABLE_ENTITY)


def problem(refusal: Refusal) -> JsonResponse:
    """Return the problem document of a refusal, its facts beside its sentence."""
    status = status_of(refusal)
    document = {
        **_told(refusal.facts),
        "type": f"urn:motcua:problem:{refusal.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": str(refusal),
        "code": refusal.code,
    }
    response = JsonResponse(document, status=status, content_type=MEDIA_TYPE, encoder=_Encoder)
    if status == Status.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Mot Cua"'
    if isinstance(refusal, api.TooManyRequests):
        response["Retry-After"] = str(refusal.facts["seconds"])
    return response


def _told(facts: Mapping[str, object]) -> dict[str, object]:
    """A fact named like a member of the document keeps its value under another name."""
    taken = {"type", "title", "status", "detail", "code"}
    return {f"given_{name}" if name in taken else name: value for name, value in facts.items()}


class _Encoder(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def answer_with_problems(service: NinjaAPI) -> None:
    """Make every exception of the API a problem document."""
    handlers: dict[type[Exception], Callable[[HttpRequest, Any], Refusal]] = {
        Refusal: lambda request, refusal: refusal,
        Http404: lambda request, error: api.NotFound(),
        ninja.AuthenticationError: lambda request, error: api.KeyMissing(),
        ninja.Throttled: lambda request, error: api.TooManyRequests(seconds=int(error.wait or 60)),
        ninja.ValidationError: _invalid,
        ninja.HttpError: _unparsed,
        RequestDataTooBig: lambda request, error: api.BodyTooBig(limit_mb=JSON_LIMIT_MB),
        SuspiciousOperation: lambda request, error: api.MalformedBody(),
        MultiPartParserError: lambda request, error: api.MalformedBody(),
        UnreadablePostError: lambda request, error: api.MalformedBody(),
        Exception: _unexpected,
    }
    for kind, refusal_of in handlers.items():
        service.add_exception_handler(kind, _answering(refusal_of))


def _answering(
    refusal_of: Callable[[HttpRequest, Any], Refusal],
) -> Callable[[HttpRequest, Any], JsonResponse]:
    return lambda request, error: problem(refusal_of(request, error))


def _unparsed(request: HttpRequest, error: Exception) -> Refusal:
    """The parser's own refusal, which the library wraps."""
    return error.__cause__ if isinstance(error.__cause__, Refusal) else api.NotJson()


def _invalid(request: HttpRequest, error: ninja.ValidationError) -> Refusal:
    if request.method == "POST" and request.content_type not in {"application/json", "multipart/form-data"}:
        return api.WrongType(wanted="application/json", given=request.content_type or "")
    problems = {_place(e["loc"]): problem_in_words(e) for e in error.errors}
    return api.RequestInvalid(count=len(problems), problems=problems)


def _place(loc: tuple[str | int, ...]) -> str:
    """Return where in the request: ``papers.0.id``, without the names of our own functions' arguments."""
    source, *rest = loc
    return ".".join(str(part) for part in (rest[1:] if source == "body" else rest))


JSON_LIMIT_MB = 2.5  # Django's DATA_UPLOAD_MAX_MEMORY_SIZE


def _unexpected(request: HttpRequest, error: Exception) -> Refusal:
    log.error("api: %s %s failed", request.method, request.path, exc_info=error)
    return api.Unexpected()
