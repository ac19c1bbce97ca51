import type { Component } from "svelte";
import type { PlaceName, Places } from "../lib/router.svelte";
import type { RailPlace } from "../components/Rail.svelte";
import CheckIn from "./check-in/CheckIn.svelte";
import Consents from "./consents/Consents.svelte";
import ConsentReceipt from "./consents/ConsentReceipt.svelte";
import TakeOut from "./consents/TakeOut.svelte";
import Copies from "./copies/Copies.svelte";
import Desk from "./desk/Desk.svelte";
import WalkIn from "./desk/WalkIn.svelte";
import EditPatient from "./patient/EditPatient.svelte";
import News from "./news/News.svelte";
import RestartLetter from "./news/RestartLetter.svelte";
import Parental from "./parental/Parental.svelte";
import ParentalReceipt from "./parental/Receipt.svelte";
import RefusalLetter from "./parental/RefusalLetter.svelte";
import Patient from "./patient/Patient.svelte";
import RegisterPatient from "./patient/RegisterPatient.svelte";
import Paper from "./papers/Paper.svelte";
import ConsentForm from "./paper/ConsentForm.svelte";
import ParentalRegisterPaper from "./paper/ParentalRegisterPaper.svelte";
import RegisterPaper from "./paper/RegisterPaper.svelte";
import Released from "./paper/Released.svelte";
import SignedForm from "./paper/SignedForm.svelte";
import Response from "./paper/Response.svelte";
import ConfirmDate from "./registers/ConfirmDate.svelte";
import Registers from "./registers/Registers.svelte";
import SettleAnchor from "./registers/SettleAnchor.svelte";
import LogRequest from "./requests/LogRequest.svelte";
import Release from "./requests/Release.svelte";
import Request from "./requests/Request.svelte";
import Requests from "./requests/Requests.svelte";
import Settings from "./settings/Settings.svelte";

/** The component of each place. A place not listed here leads back to the desk. */
export const screens: { [K in PlaceName]?: Component<Places[K]> } = {
  desk: Desk,
  "walk-in": WalkIn,
  patient: Patient,
  "register-patient": RegisterPatient,
  "edit-patient": EditPatient,
  "check-in": CheckIn,
  consents: Consents,
  "consent-receipt": ConsentReceipt,
  "consents-out": TakeOut,
  copies: Copies,
  news: News,
  "restart-letter": RestartLetter,
  parental: Parental,
  "parental-receipt": ParentalReceipt,
  "refusal-letter": RefusalLetter,
  requests: Requests,
  request: Request,
  release: Release,
  released: Released,
  "log-request": LogRequest,
  "consent-form": ConsentForm,
  response: Response,
  "signed-form": SignedForm,
  paper: Paper,
  registers: Registers,
  register: RegisterPaper,
  "parental-register": ParentalRegisterPaper,
  "confirm-date": ConfirmDate,
  "settle-anchor": SettleAnchor,
  settings: Settings,
};

/** Which of the four places on the rail a screen belongs to. */
export function railPlace(name: PlaceName): RailPlace {
  if (name === "settings") return "settings";
  if (["registers", "register", "parental-register", "paper", "settle-anchor"].includes(name)) return "registers";
  if (["requests", "request", "log-request", "response", "release", "released", "refusal-letter"].includes(name))
    return "requests";
  return "desk";
}
