[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Theory.Tests")]
