import type { PatientForm } from "../../ipc/bindings";
import { noDate } from "../../lib/dateparts";

/** Nothing answered, nothing ticked. */
export const emptyForm = (): PatientForm => ({
  surname: "",
  givenNames: "",
  preferredName: "",
  latinName: "",
  formerNames: "",
  born: noDate(),
  bornEstimated: false,
  sex: null,
  address: "",
  postcode: "",
  phone: "",
  email: "",
  contactBy: [],
  contactNote: "",
  needs: "",
  nhsNumber: "",
  source: "",
});
