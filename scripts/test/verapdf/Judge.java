import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Says of each file whether it is PDF/A-2a, and which clauses it breaks. */
public class Judge {
  public static void main(String[] paths) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    PDFAFlavour flavour = PDFAFlavour.PDFA_2_A;
    for (String path : paths) {
      try (var parser = Foundries.defaultInstance().createParser(new FileInputStream(path), flavour)) {
        var result = Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
        var broken = new TreeSet<String>();
        for (TestAssertion assertion : result.getTestAssertions())
          if (assertion.getStatus() == TestAssertion.Status.FAILED)
            broken.add(assertion.getRuleId().getClause() + " " + assertion.getMessage());
        System.out.println(path + "\t" + (result.isCompliant() ? "compliant" : String.join("; ", broken)));
      }
    }
  }
}
