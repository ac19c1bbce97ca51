// The shipped catalogue is the one source of the default clinic; the wizard only shows its head, to be changed.
import {
  address,
  automatedDecisions,
  controller,
  name,
  nation,
  phone,
  privacyContact,
  privacyEmail,
  transfers,
} from "../../../../src-tauri/crates/domain/data/kensington-medical.json";
import type { ClinicForm } from "../../ipc/bindings";

export const defaultClinic = (): ClinicForm => ({
  name,
  controller,
  address,
  privacyContact,
  privacyEmail,
  phone,
  transfers,
  automatedDecisions,
  nation: nation as ClinicForm["nation"],
});
