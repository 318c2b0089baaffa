[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Padir.Tests")]
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Benchmarks")]
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Gmlm.Attack")]
