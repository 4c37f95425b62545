"""The form builder: every address, in Vietnamese. A draft's lie below its form."""

from django.urls import path

from motcua.web.office.builder import draft, editor, publishing, trials, versions

urlpatterns = [
    path("", versions.forms, name="forms"),
    path("moi/", versions.new, name="new_form"),
    path("<slug:code>/", versions.form, name="form"),
    path("<slug:code>/so-sanh/", versions.compare, name="form_compare"),
    path("<slug:code>/<int:number>.yaml", versions.source, name="form_source"),
    path("<slug:code>/soan/", versions.begin, name="form_begin"),
    path("<slug:code>/du-thao/", draft.draft, name="form_draft"),
    path("<slug:code>/du-thao/bieu-mau.yaml", draft.source, name="form_draft_source"),
    path("<slug:code>/du-thao/nap/", draft.upload, name="form_upload"),
    path("<slug:code>/du-thao/lich-su/", draft.history, name="form_history"),
    path("<slug:code>/du-thao/bo/", draft.throw_away, name="form_throw_away"),
    path("<slug:code>/du-thao/cong-bo/", publishing.publish, name="form_publish"),
    path("<slug:code>/du-thao/sua/<slug:kind>/<slug:key>/", editor.thing, name="form_thing"),
    path("<slug:code>/du-thao/them/<slug:kind>/", editor.add, name="form_add"),
    path("<slug:code>/du-thao/xem/<slug:section>/", trials.look, name="form_look"),
    path("<slug:code>/du-thao/thu/", trials.trials, name="form_trials"),
    path("<slug:code>/du-thao/thu/<int:pk>/", trials.trial, name="form_trial"),
    path("<slug:code>/du-thao/thu/<int:pk>/to-khai.pdf", trials.printed, name="form_trial_print"),
    path("<slug:code>/du-thao/thu/<int:pk>/<slug:section>/", trials.fill, name="form_trial_section"),
]
